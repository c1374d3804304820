import { canonicalIPv6, isIPv4 } from './address.ts';

/** Of a certificate, what it says of whom it is for; in the words of Node and of its copies. */
export interface Named {
  readonly subject?: { readonly CN?: string | readonly string[] } | undefined;
  /** `DNS:nas.example.com, IP Address:192.0.2.10`; what has a comma in it stands in quotation marks. */
  readonly subjectaltname?: string | undefined;
}

const labelsOf = (name: string) => name.toLowerCase().replace(/\.$/, '').split('.');

/** A dot-separated pattern of a certificate; a star in its leftmost label stands for a part of that label. */
function matches(pattern: string, host: readonly string[]): boolean {
  const labels = labelsOf(pattern);
  if (labels.length !== host.length || labels.some((label) => !/^[!-\x7f]+$/.test(label))) return false;
  if (labels.slice(1).join('.') !== host.slice(1).join('.')) return false;
  const [first = '', label = ''] = [labels[0], host[0]];
  const [before = '', after, ...more] = first.split('*');
  if (after === undefined) return first === label;
  const wide = more.length === 0 && labels.length > 2 && !first.includes('xn--');
  return wide && label.length >= first.length - 1 && label.startsWith(before) && label.endsWith(after);
}

const address = (text: string) => (isIPv4(text) ? text : canonicalIPv6(text));

const list = (value: string | readonly string[] | undefined) => [value ?? []].flat();

/** The alternative names of a kind. What stands in quotation marks is no name that a host could have. */
function alternatives({ subjectaltname = '' }: Named, kind: string): string[] {
  const names = subjectaltname.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
  const [bare, prefix] = [names.map((name) => name.trim()), `${kind}:`];
  return bare.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

/**
 * Whether a certificate is good for a host, as RFC 9525 and Node's `checkServerIdentity` say: an address must be among
 * its addresses; a name among its names, or be its subject where it names nobody else. Not node:tls, because that takes
 * longer to load than a whole check.
 */
export function isFor(host: string, certificate: Named): boolean {
  const wanted = address(host);
  if (wanted !== undefined)
    return alternatives(certificate, 'IP Address').some((name) => address(name) === wanted);
  const names = alternatives(certificate, 'DNS');
  const candidates = names.length > 0 ? names : list(certificate.subject?.CN);
  const labels = labelsOf(host);
  return candidates.some((candidate) => matches(candidate, labels));
}
