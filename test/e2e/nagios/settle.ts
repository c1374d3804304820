import type { Nagios } from './nagios.ts';
import type { ServiceStatus, State } from './status.ts';

type IsMeant = (service: ServiceStatus) => boolean;

/** Has a service checked when its last check is through: a slow machine would have more and more to do otherwise. */
function inquirer(nagios: Nagios): (service: ServiceStatus) => void {
  const waiting = new Map<string, { readonly since: number; readonly until: number }>();
  return (service) => {
    const key = `${service.host} ${service.service}`;
    const last = waiting.get(key);
    // Two checks within a second look like one: after a while it is asked again all the same.
    if (last?.since === service.lastCheck && Date.now() < last.until) return;
    waiting.set(key, { since: service.lastCheck, until: Date.now() + 5000 });
    nagios.check(service);
  };
}

/** Has services checked again and again until all are certain of a state. */
export async function settle(nagios: Nagios, state: State, isMeant: IsMeant = () => true): Promise<void> {
  const ask = inquirer(nagios);
  const isSo: IsMeant = (service) =>
    !isMeant(service) || (service.checked && service.hard && service.state === state);
  const askOrSo: IsMeant = (service) => {
    if (!isSo(service)) ask(service);
    return isSo(service);
  };
  await nagios.until(`every service to be ${state}`, askOrSo, 90_000);
}
