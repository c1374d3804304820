import type { Api, ApiTable } from './api.ts';
import { authApi } from './auth.ts';
import type { Call } from './call.ts';
import { catalogOf } from './catalog.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { driveRefusal } from './drive-package.ts';
import { infoApi } from './info.ts';
import { own } from './json.ts';
import { permissionRefusal } from './permission.ts';
import { type Answer, failure, Refusal } from './refusal.ts';
import { type Session, Sessions } from './session.ts';
import type { Situation } from './situation.ts';

const folder = '/webapi/';
const usualPaths: readonly string[] = ['query.cgi', 'entry.cgi', 'auth.cgi'].map(
  (file) => `${folder}${file}`,
);

/** The NAS behind the sockets: takes calls, gives answers. */
export class Nas {
  readonly sessions: Sessions;
  readonly #system: ApiTable;
  readonly #situation: () => Situation;

  constructor(situation: () => Situation, now: () => number) {
    this.#situation = situation;
    this.sessions = new Sessions(now);
    this.#system = {
      'SYNO.API.Info': infoApi(() => this.#catalog),
      'SYNO.API.Auth': authApi(new Doorkeeper(), this.sessions),
    };
  }

  /** Never throws: what nobody foresaw is code 100, as on a DSM. */
  answer(call: Call): Answer {
    try {
      const data = this.#invoke(call);
      return { ...(data !== undefined && { data }), success: true };
    } catch (error) {
      if (error instanceof Refusal) return failure(error.code, error.errors);
      return failure(100);
    }
  }

  /** Whether there is a CGI at a path; at another one a web server answers 404. */
  serves(path: string): boolean {
    return (
      usualPaths.includes(path) || Object.values(this.#catalog).some((api) => pathsOf(api).includes(path))
    );
  }

  /** Whether SYNO.API.Info tells of the API that a call is for. */
  announces({ parameters }: Call): boolean {
    const name = parameters.get('api');
    return !name || own(this.#catalog, name) !== undefined;
  }

  get #catalog(): ApiTable {
    return catalogOf(this.#situation(), this.#system);
  }

  #invoke(call: Call) {
    const { name, api, handler, version } = routeOf(call, this.#catalog);
    const situation = this.#situation();
    const session = api.open ? undefined : this.sessions.admit(call, situation);
    const refused = session && refusalOf(session, name, api, situation);
    if (refused !== undefined) throw new Refusal(refused);
    const quoted = api.announced.requestFormat === 'JSON';
    return handler({ call, version, quoted, situation, session });
  }
}

/** The order of the questions is DSM's: is there such an API, here, in this version, with this method? */
function routeOf({ parameters, path }: Call, catalog: ApiTable) {
  const [name, method, version] = ['api', 'method', 'version'].map((key) => parameters.get(key));
  if (!name || !method || !version) throw new Refusal(101);
  const api = own(catalog, name);
  if (!api || !pathsOf(api).includes(path)) throw new Refusal(102);
  const { minVersion, maxVersion } = api.announced;
  if (!/^\d+$/.test(version) || +version < minVersion || +version > maxVersion) throw new Refusal(104);
  const handler = own(api.methods, method);
  if (!handler || +version < (own(api.since ?? {}, method) ?? 0)) throw new Refusal(103);
  return { name, api, handler, version: +version };
}

function pathsOf({ announced, alsoAt }: Api): readonly string[] {
  return [announced.path, alsoAt ?? announced.path].map((file) => `${folder}${file}`);
}

function refusalOf(session: Session, name: string, api: Api, situation: Situation): number | undefined {
  return permissionRefusal(session, name, api, situation) ?? driveRefusal(name, situation);
}
