import { isIPv4, isIPv6 } from '../dsm/address.ts';

/** What is said of a text that is no host. */
export const HOST_WORDS = 'a host name or address, without http:// and without a port';

/** A host name or an address, an IPv6 one with or without brackets. */
export function parseHost(text: string): string | undefined {
  const host = text.trim().replace(/^\[(.*)\]$/, '$1');
  if (host.includes(':')) return isIPv6(host) ? host : undefined;
  if (/^[\d.]+$/.test(host)) return isIPv4(host) ? host : undefined;
  return /^\w[\w.-]*$/.test(host) || /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(host) ? host : undefined;
}
