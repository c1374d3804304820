import { isIP } from 'node:net';

/** Words that a NAS uses, not its people: without them a record could not be read any more. In lower case. */
const KNOWN_WORDS: ReadonlySet<string> = new Set(
  [
    ['-', 'json', 'v1', 'v2', 'homes', 'yes', 'no', 'true', 'false'],
    ['idle', 'syncing', 'paused', 'error', 'uptodate', 'up_to_date', 'on_line', 'off_line'],
    ['desktop', 'mobile', 'web', 'drive', 'drive_backup', 'sharesync', 'serversync', 'dscloud'],
    ['backup', 'system', 'web_portal', 'unknown'],
    ['normal', 'now', 'disabled', 'home_disabled', 'local', 'domain', 'ldap', 'enabled', 'status', 'expired'],
    ['synologydrive', 'running', 'stop', 'stopped', 'user', 'name', 'no such user', 'type', 'required'],
  ].flat(),
);

const DIGITS = /^-?\d+(\.\d+)?$/;
const API_NAME = /^SYNO(\.[A-Za-z0-9]+)+$/;
const CGI = /^(entry|query|auth)\.cgi$/;
const VOLUME = /^\/volume\d{1,3}$/;

/** Whether a text tells nothing of people wherever it stands: DSM's own words, and numbers as digits. */
export function isHarmless(text: string): boolean {
  if (text.trim() === '' || KNOWN_WORDS.has(text.toLowerCase())) return true;
  return [DIGITS, API_NAME, CGI, VOLUME].some((pattern) => pattern.test(text));
}

const VERSION = /^\d+(\.\d+){1,3}(-\d+)?$/;

/**
 * Whether a text is a version, `3.4.0` or `3.5.0-16084`: only where the field's name says so, because part of an address
 * or of a date looks the same. A whole address is none anywhere, nor is a range of addresses.
 */
export function isVersion(text: string, field: string): boolean {
  const [number = ''] = text.split('-');
  return /version/i.test(field) && VERSION.test(text) && !isIP(number);
}
