import {
  count,
  type Decoded,
  type Decoder,
  json,
  recordOf,
  ScenarioError,
  shape,
  text,
  yes,
} from './decode.ts';

const kinds = {
  /** An API error. */
  code: count,
  /** An HTTP status with nginx's page, or with `raw`. */
  status: count,
  /** A body instead of the answer. */
  raw: text,
  /** No answer ever; the connection stays open. */
  hang: yes,
  /** A TCP reset before any byte of the answer. */
  reset: yes,
  /** The whole Content-Length promised, the connection ended half way. */
  cut: yes,
  /** A body without end, until the client hangs up. */
  huge: yes,
  /** Replaces `data` of an answer that would have been a success. */
  data: json,
  /** Half of the JSON, as if that were all of it. */
  truncate: yes,
  /** Milliseconds before anything of the above, or before the usual answer. */
  delay: count,
};

const details = {
  /** Goes with `code`. */
  errors: json,
  /** Goes with a `status` that redirects. */
  location: text,
  /** Goes with `raw`; default `text/html`. */
  contentType: text,
  /** Heals after so many calls. */
  times: count,
  /** Lets so many calls pass first. */
  after: count,
  /** Takes only calls with these parameters: `{user: john.doe}`. */
  where: recordOf(text),
};

/** What goes wrong with a call: `{code: 105}`, `{status: 502, times: 2}`, `{delay: 500, where: {user: john.doe}}`. */
export type Fault = Decoded<typeof shaped>;
const shaped = shape({}, { ...kinds, ...details });

export const fault: Decoder<Fault> = (value, key) => {
  const decoded = shaped(value, key);
  if (Object.keys(kinds).some((kind) => kind in decoded)) return decoded;
  throw new ScenarioError(key, `what goes wrong is missing: one of ${Object.keys(kinds).join(', ')}`);
};

/** A fault of plain data; throws a ScenarioError that names the key. */
export function decodeFault(data: unknown): Fault {
  return fault(data, ['fault']);
}
