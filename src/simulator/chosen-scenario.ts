import { readFileSync } from 'node:fs';
import { defaultScenario } from './default-scenario.ts';
import type { Dialect } from './dialect.ts';
import { dsmScenario } from './dsm-scenario.ts';
import { parseRecording } from './recording.ts';
import { parseScenario, type Scenario } from './scenario.ts';

/** What the command line says of the scenario: files, and a dialect that counts before the scenario's own. */
type Choice = {
  readonly scenario?: string | undefined;
  readonly dialect?: Dialect | undefined;
  readonly replay?: string | undefined;
};

/** The scenario to play; throws an Error that names the file and the place in it. */
export function chooseScenario({ scenario: file, dialect, replay }: Choice): Scenario {
  if (replay !== undefined) return { replay: read(replay, ':', parseRecording) };
  if (file === undefined) return dialect === 'dsm' ? dsmScenario : defaultScenario;
  const scenario = read(file, ',', parseScenario);
  return dialect === undefined ? scenario : { ...scenario, dialect };
}

function read<T>(file: string, mark: string, parse: (text: string) => T): T {
  const text = readFileSync(file, 'utf8');
  try {
    return parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`${file}${mark} ${problem}`, { cause: error });
  }
}
