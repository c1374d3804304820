import { z } from 'zod';
import { configSchema } from './schema.ts';

/** A part of a JSON Schema, as far as it matters which keys may be empty. */
interface SchemaNode extends Readonly<Record<string, unknown>> {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | false;
}

/** The same, or nothing. */
function orNothing(node: SchemaNode): object {
  if (node.anyOf) return { ...node, anyOf: [...node.anyOf, { type: 'null' }] };
  return { ...node, type: [node.type, 'null'].flat(), ...(node.enum && { enum: [...node.enum, null] }) };
}

/** Every key that may be left out may be empty as well (`ca_file:`): the bridge takes that for the same. */
function withEmptyKeys(node: SchemaNode): SchemaNode {
  const { properties, required = [], items, additionalProperties } = node;
  const inner = ([key, value]: readonly [string, SchemaNode]) =>
    [key, required.includes(key) ? withEmptyKeys(value) : orNothing(withEmptyKeys(value))] as const;
  return {
    ...node,
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(inner)) }),
    ...(items && { items: withEmptyKeys(items) }),
    ...(additionalProperties && { additionalProperties: orNothing(additionalProperties) }),
  } as SchemaNode;
}

/** JSON Schema (draft 2020-12) of what may stand in the file, for editors. */
export const jsonSchema = (): unknown =>
  withEmptyKeys(
    z.toJSONSchema(configSchema, {
      io: 'input',
      target: 'draft-2020-12',
      unrepresentable: 'any',
    }) as SchemaNode,
  );
