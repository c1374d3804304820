import { LineCounter, parseDocument } from 'yaml';
import { type Decoded, type KeyPath, listOf, ScenarioError, shape } from './decode.ts';
import { situationKeys } from './situation.ts';
import { step } from './step.ts';

/** A situation and how it changes: the plain data of a YAML file. Every key is optional; lists left out are empty. */
export type Scenario = Decoded<typeof scenario>;
const scenario = shape({}, { ...situationKeys, timeline: listOf(step) });

/** A scenario of unknown data; throws a ScenarioError that names the key. */
export function decodeScenario(data: unknown): Scenario {
  return scenario(data ?? {}, []);
}

/** A scenario of YAML text; every error begins with the line. */
export function parseScenario(yaml: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) throw new Error(`line ${lines.linePos(broken.pos[0]).line}: ${broken.message}`);
  try {
    return decodeScenario(document.toJS());
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const offset = offsetOf(document, error.key);
    throw new Error(`line ${lines.linePos(offset).line}: ${error.message}`, { cause: error });
  }
}

/** Where the key stands in the text, or the nearest thing around it that is there. */
function offsetOf(document: ReturnType<typeof parseDocument>, key: KeyPath): number {
  for (let length = key.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(key.slice(0, length), true);
    const range: unknown =
      typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    if (Array.isArray(range)) return Number(range[0]);
  }
  return 0;
}
