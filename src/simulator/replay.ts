import { isDeepStrictEqual } from 'node:util';
import type { Api, ApiTable, Method } from './api.ts';
import type { Call } from './call.ts';
import { type JsonValue, own } from './json.ts';
import type { RecordedAnswer, Recording } from './recording.ts';
import { Refusal } from './refusal.ts';

const info = 'SYNO.API.Info';
const frame: readonly string[] = ['api', 'version', 'method', '_sid', 'SynoToken'];
const paging: readonly string[] = ['offset', 'limit'];

/** Where a call names a user, and how the API refuses one whom it does not know. */
type UserCall = { readonly parameter: string; readonly refusal: () => Refusal };
const userCalls: Readonly<Record<string, UserCall>> = {
  'SYNO.Core.Quota': { parameter: 'name', refusal: () => new Refusal(3106) },
  'SYNO.SynologyDrive.UserProfile': {
    parameter: 'user',
    refusal: () => new Refusal(120, { name: 'user', reason: 'no such user' }),
  },
};

/**
 * The APIs of a recorded NAS, announced as it announced them. Those of the system are served anew: a record holds
 * neither accounts nor sessions.
 */
export function replayApis({ apis, answers }: Recording, system: ApiTable): ApiTable {
  const recorded = Object.entries(apis).map(([name, announced]): readonly [string, Api] => {
    const api = own(system, name) ?? { methods: methodsOf(name, answers) };
    return [name, { ...api, announced }];
  });
  const unlisted = Object.entries(system)
    .filter(([name]) => name === info)
    .map(([name, api]): readonly [string, Api] => [name, { ...api, unlisted: true }]);
  return Object.fromEntries([...unlisted, ...recorded]);
}

function methodsOf(api: string, answers: readonly RecordedAnswer[]): Readonly<Record<string, Method>> {
  const ofApi = answers.filter((answer) => answer.api === api);
  const play = (method: string): Method => {
    const recorded = ofApi.filter((answer) => answer.method === method);
    return ({ call }) => outcomeOf(chosen(recorded, call, own(userCalls, api)));
  };
  return Object.fromEntries(ofApi.map(({ method }) => [method, play(method)]));
}

function outcomeOf({ data, code, errors }: RecordedAnswer): JsonValue | undefined {
  if (code !== undefined) throw new Refusal(code, errors);
  return data;
}

/**
 * The answer to this very question; else to the same with another page; else, of a user who was asked for, what was
 * answered of that user; else the first there is.
 */
function chosen(
  recorded: readonly RecordedAnswer[],
  call: Call,
  userCall: UserCall | undefined,
): RecordedAnswer {
  const user = userCall && call.parameters.get(userCall.parameter);
  const candidates =
    userCall === undefined || user === undefined
      ? recorded
      : recorded.filter(({ parameters }) => says(user, own(parameters, userCall.parameter)));
  const found =
    candidates.find((answer) => asks(call, answer, [])) ??
    candidates.find((answer) => asks(call, answer, paging)) ??
    candidates[0];
  if (!found) throw userCall?.refusal() ?? new Refusal(103);
  return found;
}

/** Whether a call has the parameters of a recorded one, some left aside. */
function asks({ parameters }: Call, recorded: RecordedAnswer, aside: readonly string[]): boolean {
  const counts = (name: string) => !aside.includes(name);
  const given = [...parameters.keys()].filter((name) => counts(name) && !frame.includes(name));
  const wanted = Object.keys(recorded.parameters).filter(counts);
  return (
    given.length === wanted.length &&
    wanted.every((name) => says(parameters.get(name), own(recorded.parameters, name)))
  );
}

/** Whether a parameter as it was sent, bare or as JSON, is a value. */
function says(sent: string | undefined, value: JsonValue | undefined): boolean {
  if (sent === undefined || sent === value) return sent === value;
  try {
    return isDeepStrictEqual(JSON.parse(sent), value);
  } catch {
    return false;
  }
}
