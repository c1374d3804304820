import type { StateFolder } from '../../src/dsm/state-folder.ts';
import { type Names, PROBE_NAMES } from '../topics.ts';
import { forgetRoster, readRoster, rememberedNases } from './roster.ts';

/** Every retained topic that a NAS had, by what is remembered of it. */
export function topicsOf(names: Names, folder: StateFolder, nas: string): string[] {
  const { users, tasks } = readRoster(folder, nas);
  const topics = names.nas(nas);
  return [
    ...[topics.connections, topics.sync, topics.clients, topics.problem, topics.availability],
    ...PROBE_NAMES.map(topics.probe),
    ...[...users.values()].map(({ slug }) => topics.user(slug)),
    ...[...tasks.values()].map(({ slug }) => topics.task(slug)),
  ];
}

/** Forgets NASes that are not configured any more, and names the topics that are left of them. */
export function forgetOthers(names: Names, folder: StateFolder, configured: readonly string[]): string[] {
  const others = rememberedNases(folder).filter((nas) => !configured.includes(nas));
  const topics = others.flatMap((nas) => topicsOf(names, folder, nas));
  for (const nas of others) forgetRoster(folder, nas);
  return topics;
}
