/** An entity as it stood in a document. */
type Component = { readonly platform: string } & Readonly<Record<string, unknown>>;
type Components = Readonly<Record<string, Component>>;

/** Entities that a device's document had and has no more: those that are merely left out, Home Assistant keeps for ever. */
export interface Former {
  /** When the last of them went, Unix seconds. */
  readonly since: number;
  /** By key, and whole: whoever was not looking has to be shown them again before they can be taken away. */
  readonly components: Components;
}

const isComponent = (value: unknown): value is Component =>
  typeof (value as { platform?: unknown } | null)?.platform === 'string';

const onlyComponents = (value: unknown): Components =>
  Object.fromEntries(
    Object.entries((value ?? {}) as object).filter((entry): entry is [string, Component] =>
      isComponent(entry[1]),
    ),
  );

const componentsIn = (text: string): Components =>
  onlyComponents((JSON.parse(text) as { components?: unknown }).components);

/** What is missing in a text that comes in place of another; undefined when nothing is. */
export function formerOf(
  before: { readonly text: string; readonly former?: Former | undefined },
  text: string,
  now: number,
): Former | undefined {
  const present = componentsIn(text);
  const had = { ...before.former?.components, ...componentsIn(before.text) };
  const missing = Object.entries(had).filter(([key]) => !Object.hasOwn(present, key));
  if (missing.length === 0) return undefined;
  const known = before.former?.components ?? {};
  const isOld = missing.every(([key]) => Object.hasOwn(known, key));
  return {
    since: isOld ? (before.former?.since ?? now) : now,
    components: Object.fromEntries(missing),
  };
}

/** Former entities of a file, which may hold anything. */
export function decodeFormer(value: unknown): Former | undefined {
  const { since, components } = (value ?? {}) as Record<string, unknown>;
  return typeof since === 'number' ? { since, components: onlyComponents(components) } : undefined;
}

function withComponents(text: string, more: object): string {
  const document = JSON.parse(text) as { components?: object };
  return JSON.stringify({ ...document, components: { ...document.components, ...more } });
}

/** A document that takes its former entities away: `"web":{"platform":"sensor"}` says that there is none any more. */
export function takingAway(text: string, { components }: Former): string {
  const stones = Object.entries(components).map(([key, { platform }]) => [key, { platform }]);
  return withComponents(text, Object.fromEntries(stones));
}

/** A document as if its former entities were still there. */
export const asOfOld = (text: string, { components }: Former): string => withComponents(text, components);
