import { z } from 'zod';
import { parseDuration } from '../../src/config/duration.ts';
import { type Matcher, parseMatcher } from '../../src/config/filter.ts';
import { parseFingerprint } from '../../src/dsm/certificate.ts';
import { type Network, parseNetwork } from '../../src/probes/network.ts';
import { compareVersions } from '../../src/probes/version.ts';

/** Every message of a value below says what was expected, so that an error reads "expected …". */
export const text = (expected: string) => z.string({ error: expected }).min(1, { error: expected });

export const file = (what: string) => text('the name of a file').optional().describe(what);

/** Marks an issue whose message is a whole sentence about the key, not what was expected of it. */
export const RULE = { rule: true } as const;

export const flag = () => z.boolean({ error: 'true or false' });

export function wholeNumber(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** Puts what a parser makes of a text in its place; the parser answers undefined for what it cannot read. */
export function parsed<T>(expected: string, parse: (given: string) => T | undefined) {
  return text(expected).transform((given, context): T => {
    const value = parse(given);
    if (value !== undefined) return value;
    context.issues.push({ code: 'custom', message: expected, input: given });
    return z.NEVER;
  });
}

/** The same where the parser throws an Error that says what is wrong. */
export function understood<T>(expected: string, parse: (given: string) => T) {
  return text(expected).transform((given, context): T => {
    try {
      return parse(given);
    } catch (error) {
      const message = `${expected}: ${error instanceof Error ? error.message : String(error)}`;
      context.issues.push({ code: 'custom', message, input: given });
      return z.NEVER;
    }
  });
}

/** Seconds of `30s`, `5m`, `30d`; a bare number is seconds. */
export function duration(least: number, most: number, words: string) {
  const error = `a duration such as 30s, 5m or 7d, ${words}`;
  return z.union([z.number(), z.string()], { error }).transform((given, context): number => {
    const seconds = parseDuration(String(given));
    if (seconds !== undefined && seconds >= least && seconds <= most) return seconds;
    context.issues.push({ code: 'custom', message: error, input: given });
    return z.NEVER;
  });
}

/** Names or `/patterns/`; the default asks for nobody in particular. */
export const matchers = (options: { readonly ignoreCase: boolean }) =>
  z
    .array(
      understood('an exact name or a /regex/', (given): Matcher => parseMatcher(given, options)),
      { error: 'a list of names or /patterns/' },
    )
    .default([]);

export const networks = () =>
  z
    .array(
      understood('a network such as 192.168.0.0/16', (given): Network => parseNetwork(given)),
      {
        error: 'a list of networks',
      },
    )
    .default([]);

const isVersion = (given: string) => compareVersions(given, '0') !== undefined;

/** The oldest version that will do, by type of client: `{desktop: "3.5.0"}`. */
export function minVersions() {
  const error = 'a version in quotes, such as "3.5.0"';
  return z
    .record(
      z.string(),
      parsed(error, (given) => (isVersion(given) ? given : undefined)),
      {
        error: 'types of clients with their oldest versions',
      },
    )
    .default({});
}

/** SHA-256 fingerprints, 64 lower-case hex digits each; one or a list, for renewals. */
export function fingerprints() {
  const one = parsed('a SHA-256 fingerprint, 64 hexadecimal digits, in quotes', parseFingerprint);
  return z
    .union([one.transform((given) => [given]), z.array(one)], {
      error: 'a SHA-256 fingerprint, 64 hexadecimal digits, in quotes',
    })
    .default([]);
}

/** A URL as it may be shown: a query may hold a token. */
export const withoutQuery = (url: string): string => url.replace(/^([a-z]+:\/\/[^?#]*)[?#].*$/s, '$1?…');

const BROKER_SCHEMES = ['mqtt:', 'mqtts:', 'ws:', 'wss:'];

/** Where a broker listens, without credentials: those would stand in every log. */
export function brokerUrl() {
  const expected = 'mqtt://HOST:PORT (or mqtts, ws, wss), without user and password in it';
  return parsed(expected, (given) => {
    const url = URL.canParse(given) ? new URL(given) : undefined;
    const isPlain = url && url.username === '' && url.password === '' && url.hostname !== '';
    return isPlain && BROKER_SCHEMES.includes(url.protocol) ? given : undefined;
  });
}

/** One level or several of an MQTT topic: no wildcards, control characters, empty levels, nor a leading `$`. */
export function topic() {
  const expected = 'an MQTT topic without + # $ and empty levels';
  return parsed(expected, (given) =>
    /^(?!\$)[^+#\p{Cc}/]+(?:\/[^+#\p{Cc}/]+)*$/u.test(given) && given.length <= 200 ? given : undefined,
  );
}

/** A MAC address as Home Assistant writes it: six pairs of lower-case digits with colons. */
export function mac() {
  return parsed('a MAC address such as "00:11:32:aa:bb:cc"', (given) => {
    const digits = given.replaceAll(/[:.-]/g, '').toLowerCase();
    return /^[0-9a-f]{12}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : undefined;
  });
}
