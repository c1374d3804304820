import { jsonSchema } from '../../homeassistant/config/schema.ts';

export interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

export const schema = () => jsonSchema() as SchemaNode;

/** Every key that may stand in bridge.yaml: `mqtt.url`, `nas.host`, `log_level`. */
export function configKeys(): string[] {
  const { properties = {} } = schema();
  return Object.entries(properties).flatMap(([section, node]) => {
    const inner = node.properties ?? node.items?.properties;
    return inner ? Object.keys(inner).map((key) => `${section}.${key}`) : [section];
  });
}
