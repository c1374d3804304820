import type { NasState, Trouble } from '../state/nas-state.ts';
import { troubleOf } from '../state/trouble.ts';
import type { JsonObject } from './json.ts';

/** The first thing that is wrong with a NAS as a whole: it is not reached, or a question is not answered. */
function nasTrouble({ nas, probes }: NasState): Trouble | undefined {
  const first = [nas, ...Object.values(probes)].find(({ error }) => error !== undefined);
  return first && troubleOf(first.error);
}

/** `{"problem":true,"message":"the account may not do this","remedy":"Give the account …"}` */
export function problemPayload(state: NasState): JsonObject {
  const trouble = nasTrouble(state);
  return {
    problem: trouble !== undefined,
    message: trouble?.message ?? null,
    remedy: trouble?.remedy ?? null,
  };
}
