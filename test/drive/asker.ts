import type { ApiInfo } from '../../src/dsm/api-info.ts';
import type { Asker, Question } from '../../src/dsm/client.ts';
import { ApiError } from '../../src/dsm/errors.ts';

/** Whose questions are answered by a function; `questions` are those asked so far. */
export interface Oracle extends Asker {
  readonly questions: Question[];
}

/** So many questions and no more: what would ask for ever fails instead. */
const PATIENCE = 500;

const EVERYTHING = [
  'SYNO.SynologyDrive.Connection',
  'SYNO.SynologyDriveShareSync.Connection',
  'SYNO.SynologyDrive.Privilege',
  'SYNO.Core.User',
  'SYNO.Core.Quota',
  'SYNO.Core.Package',
];

const entry = { path: 'entry.cgi', minVersion: 1, maxVersion: 2, json: true };

export function oracle(
  answer: (question: Question) => unknown,
  apis: readonly string[] = EVERYTHING,
): Oracle {
  const info: ApiInfo = Object.fromEntries(apis.map((api) => [api, entry]));
  const questions: Question[] = [];
  return {
    questions,
    infoWithAnyOf: async () => info,
    async ask(question) {
      questions.push(question);
      if (questions.length > PATIENCE) throw new Error(`${PATIENCE} questions, and no end`);
      return answer(question);
    },
  };
}

/** A refusal of the question. */
export function refuse({ api, method }: Pick<Question, 'api' | 'method'>, code: number): never {
  throw new ApiError({ api, method }, code, 'refused');
}

/** `offset` and `limit` of a question, as a NAS reads them. */
export function pageOf({ parameters = {} }: Question): { offset: number; limit: number } {
  return { offset: Number(parameters.offset ?? 0), limit: Number(parameters.limit ?? 0) };
}

/** So many different rows. */
export const rowsOf = (count: number, key: string): Record<string, string>[] =>
  Array.from({ length: count }, (_, index) => ({ [key]: `row ${index}` }));
