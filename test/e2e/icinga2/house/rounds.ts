import { until } from '../../peers/until.ts';
import { HARD, type Service, STATES, type State } from './api.ts';
import type { Icinga } from './icinga.ts';

const ALL = 'true';

/** Milliseconds. */
const ASK_AGAIN = 4000;

/** A filter that finds these services and no other. */
const named = (services: readonly Service[]) =>
  `service.__name in ${JSON.stringify(services.map(({ __name }) => __name))}`;

const ranSince = (time: number) => (service: Service) =>
  (service.last_check_result?.execution_start ?? 0) >= time;

/**
 * Has services checked once, now, by the node that runs their checks, and waits until `icinga` has the results. A check
 * that is just ending puts the next one back to its schedule, so what has not come is asked for again.
 */
export async function checkOnce(icinga: Icinga, filter = ALL, runner = icinga): Promise<Service[]> {
  const hasRun = ranSince(Date.now() / 1000);
  let missing = filter;
  let asked = Number.NEGATIVE_INFINITY;
  return until(`the results of all checks at ${icinga.name}`, async () => {
    if (performance.now() - asked > ASK_AGAIN) {
      await runner.api.check(missing);
      asked = performance.now();
    }
    const services = await icinga.api.services(filter);
    const late = services.filter((service) => !hasRun(service));
    missing = late.length > 0 ? named(late) : filter;
    return services.length > 0 && late.length === 0 ? services : undefined;
  });
}

const isSettled = ({ state_type, state, last_check_result: result }: Service) =>
  state_type === HARD && state === result?.state;

/** Has services checked as often as it takes until nothing that is wrong is only suspected; what they are then. */
export async function settle(icinga: Icinga, filter = ALL, runner = icinga): Promise<Service[]> {
  let services = await checkOnce(icinga, filter, runner);
  const rounds = Math.max(...services.map(({ max_check_attempts: attempts }) => attempts));
  for (let round = 1; round < rounds && !services.every(isSettled); round += 1) {
    await checkOnce(icinga, named(services.filter((service) => !isSettled(service))), runner);
    services = await icinga.api.services(filter);
  }
  return services;
}

/** `CRITICAL, hard`, by the service's full name. */
export const statesOf = (services: readonly Service[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    services.map(({ __name, state, state_type }) => [
      __name,
      `${STATES[state]}, ${state_type === HARD ? 'hard' : 'soft'}`,
    ]),
  );

/** The same of services that are all as they should be. */
export const allHard = (services: readonly Service[], state: State): Readonly<Record<string, string>> =>
  Object.fromEntries(services.map(({ __name }) => [__name, `${state}, hard`]));
