const PART = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${PART}(?:\\.${PART}){3}$`);

/** As node:net's, which takes longer to load than the rest of a run. */
export const isIPv4 = (text: string): boolean => IPV4.test(text);

/** The canonical spelling of an IPv6 address without its zone, in brackets; undefined for what is none. */
export function canonicalIPv6(text: string): string | undefined {
  const [, bare = ''] = /^([\da-f:]+(?:\d+\.\d+\.\d+\.\d+)?)(?:%[\da-z.:-]+)?$/i.exec(text) ?? [];
  if (!bare.includes(':') || !URL.canParse(`http://[${bare}]/`)) return undefined;
  return new URL(`http://[${bare}]/`).hostname;
}

/** As node:net's: an address may have a zone. */
export const isIPv6 = (text: string): boolean => canonicalIPv6(text) !== undefined;

export const isAddress = (text: string): boolean => isIPv4(text) || isIPv6(text);
