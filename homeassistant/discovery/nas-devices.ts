import type { NasSettings } from '../config/settings.ts';
import { isTold, type NasState, type User, wasAsked } from '../state/nas-state.ts';
import { isSameHouse } from '../state/roster.ts';
import type { Names } from '../topics.ts';
import { nasDevice } from './nas-device.ts';
import type { DeviceOrder } from './planner.ts';
import type { DeviceKind, Words } from './stencil.ts';
import { taskDevice, taskWords } from './task-device.ts';
import { userDevice, userWords } from './user-device.ts';

/** What the devices depend on beside who is there. */
const circumstances = (known: NasState) =>
  [wasAsked(known), known.probes.profiles.failures > 0, known.usersRead, known.tasksRead].join();

/** Whether a change of what is known changes no device, and settles of none whether it is wanted. */
export const hasSameDevices = (before: NasState, next: NasState): boolean =>
  circumstances(before) === circumstances(next) && isSameHouse(before, next);

/** The users who become devices, in the order in which they were first seen: who comes later takes nobody's place. */
export function usersWithDevice({ user_devices }: NasSettings, known: NasState): readonly User[] {
  // Before the dialect is known, it is not known either what can be told of a user.
  if (known.dialect === undefined) return [];
  return [...known.users.values()].filter((user) => isTold(user, known)).slice(0, user_devices);
}

/** A device of a kind of which there may be thousands. */
const alike = (kind: DeviceKind, words: () => Words): Pick<DeviceOrder, 'make' | 'alike'> => ({
  make: () => kind(words()),
  alike: { kind, words },
});

/** The devices of a NAS, each with what its document depends on. */
export function devicesOf(names: Names, settings: NasSettings, known: NasState): readonly DeviceOrder[] {
  const { id } = settings;
  const { dialect, packageVersion } = known;
  // Not before it is known what this NAS can tell, or that it cannot be reached.
  if (dialect === undefined && !wasAsked(known)) return [];
  const ofTask: DeviceKind = (words) => taskDevice(names, settings, words);
  const ofUser: DeviceKind = (words) => userDevice(names, settings, known, words);
  return [
    {
      id: names.nasDevice(id),
      key: `${dialect} ${packageVersion}`,
      make: () => nasDevice(names, settings, known),
    },
    ...[...known.tasks.values()].map((task) => ({
      id: names.taskDevice(id, task.slug),
      key: '',
      ...alike(ofTask, () => taskWords(task)),
    })),
    ...usersWithDevice(settings, known).map((user) => ({
      id: names.userDevice(id, user.slug),
      key: `${dialect}`,
      ...alike(ofUser, () => userWords(user)),
    })),
  ];
}
