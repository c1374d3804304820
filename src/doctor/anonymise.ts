import { isIP } from 'node:net';

/** Words that a NAS uses, not its people: without them a record could not be read any more. */
const KNOWN_WORDS: ReadonlySet<string> = new Set(
  [
    ['', '-', 'JSON', 'v1', 'v2', 'homes', 'yes', 'no', 'true', 'false'],
    ['idle', 'syncing', 'paused', 'error', 'uptodate', 'up_to_date', 'on_line', 'off_line'],
    ['desktop', 'mobile', 'web', 'drive', 'drive_backup', 'sharesync', 'serversync', 'dscloud'],
    ['backup', 'system', 'web_portal', 'unknown'],
    ['normal', 'now', 'disabled', 'home_disabled', 'local', 'domain', 'ldap', 'enabled', 'status', 'expired'],
    ['SynologyDrive', 'running', 'stop', 'stopped', 'user', 'name', 'no such user', 'type'],
  ].flat(),
);

/** `3.5.0-16084`; what might be an address is not one. */
const VERSION = /^\d+(\.\d+){1,3}(-\d+)?$/;
const DIGITS = /^-?\d+(\.\d+)?$/;
const API_NAME = /^SYNO(\.[A-Za-z0-9]+)+$/;
const CGI = /^[a-z]+\.cgi$/;
const VOLUME = /^\/volume\d{1,3}$/;

function isHarmless(text: string): boolean {
  if (KNOWN_WORDS.has(text) || DIGITS.test(text) || API_NAME.test(text) || CGI.test(text)) return true;
  return VOLUME.test(text) || (VERSION.test(text) && !isIP(text));
}

/**
 * Replaces what belongs to people by what does not, the same by the same throughout one record: names of users, devices
 * and shares, addresses, ids, serials, and every other text that is not known to be DSM's own. Numbers stay, also as
 * digits.
 */
export class Anonymiser {
  readonly #replacements = new Map<string, string>();
  readonly #fields: ReadonlySet<string>;

  /** `fields`: names of fields that the program knows; they stay even when somebody is called so. */
  constructor(fields: ReadonlySet<string>) {
    this.#fields = fields;
  }

  /** Names do not depend on case, so neither do their replacements. */
  text(original: string): string {
    if (isHarmless(original)) return original;
    const key = original.toLowerCase();
    const known = this.#replacements.get(key);
    if (known !== undefined) return known;
    const replacement = this.#invent(original, this.#replacements.size + 1);
    this.#replacements.set(key, replacement);
    return replacement;
  }

  /** Any JSON value. Field names stay, unless one is somebody's name: a text that was replaced elsewhere. */
  value(original: unknown): unknown {
    return this.#rename(this.#replace(original));
  }

  #replace(original: unknown): unknown {
    if (typeof original === 'string') return this.text(original);
    if (Array.isArray(original)) return original.map((item) => this.#replace(item));
    if (typeof original !== 'object' || original === null) return original;
    return Object.fromEntries(Object.entries(original).map(([name, field]) => [name, this.#replace(field)]));
  }

  #rename(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#rename(item));
    if (typeof value !== 'object' || value === null) return value;
    const renamed = (name: string) =>
      this.#fields.has(name) ? name : (this.#replacements.get(name.toLowerCase()) ?? name);
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [renamed(name), this.#rename(field)]),
    );
  }

  /** Addresses become addresses that nobody has (RFC 2544, RFC 3849), so that a rule about networks can still be tried. */
  #invent(original: string, index: number): string {
    const family = isIP(original);
    if (family === 4) return `198.18.${(index >> 8) & 255}.${index & 255}`;
    return family === 6 ? `2001:db8::${index.toString(16)}` : `name-${index}`;
  }
}
