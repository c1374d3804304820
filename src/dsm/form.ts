/** A value of a parameter; lists are JSON in either format. */
export type Parameter = string | number | boolean | readonly string[];

export type Parameters = Readonly<Record<string, Parameter>>;

function encode(value: Parameter, json: boolean): string {
  return json || typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The body of one call. Its frame (`api`, `version`, `method`, `_sid`) is bare in either format. */
export function encodeForm(
  frame: Readonly<Record<string, string>>,
  parameters: Parameters,
  json: boolean,
): string {
  const form = new URLSearchParams(frame);
  for (const [name, value] of Object.entries(parameters)) form.set(name, encode(value, json));
  return form.toString();
}
