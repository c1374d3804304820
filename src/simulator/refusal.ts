import type { JsonValue } from './json.ts';

/** A call that the Web API answers with an error code; thrown by whoever finds out. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: number;
  readonly errors: JsonValue | undefined;

  constructor(code: number, errors?: JsonValue) {
    super(`code ${code}`);
    this.code = code;
    this.errors = errors;
  }
}

/** What a call is answered: `{"data":{…},"success":true}` or `{"error":{"code":119},"success":false}`. */
export type Answer =
  | { readonly success: true; readonly data?: JsonValue }
  | { readonly success: false; readonly error: { readonly code: number; readonly errors?: JsonValue } };

export function failure(code: number, errors?: JsonValue): Answer {
  return { error: { code, ...(errors !== undefined && { errors }) }, success: false };
}
