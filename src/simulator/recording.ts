import {
  count,
  type Decoded,
  json,
  listOf,
  oneOf,
  primitive,
  recordOf,
  shape,
  text,
  versionOf,
} from './decode.ts';

/** One recorded call: `data`, or the `code` of a refusal and what came with it; neither where a success had no data. */
export type RecordedAnswer = Decoded<typeof recordedAnswer>;
const recordedAnswer = shape(
  { api: text, version: count, method: text, parameters: recordOf(json) },
  { data: json, code: count, errors: json },
);

const announcement = shape(
  { path: text, minVersion: count, maxVersion: count },
  { requestFormat: oneOf('JSON') },
);

/** As many as a date can have. */
const mostSeconds = 8.64e12;
const unixSeconds = primitive(
  'Unix seconds',
  (value): value is number => Number.isFinite(value) && Number(value) >= 0 && Number(value) <= mostSeconds,
);

/**
 * What a NAS answered, as `synology-drive-doctor --record` writes it: `apis` is what SYNO.API.Info told of those that
 * matter, `recorded` Unix seconds.
 */
export type Recording = Decoded<typeof recording>;
export const recording = shape(
  {
    format: oneOf('synology-drive-record'),
    version: versionOf(1),
    recorded: unixSeconds,
    apis: recordOf(announcement),
    answers: listOf(recordedAnswer),
  },
  {},
);

/** A recording of JSON text; throws an Error that says what is wrong with it. */
export function parseRecording(source: string): Recording {
  return recording(parse(source), ['record']);
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new Error('it is not JSON, or cut short', { cause: error });
  }
}
