import type { NasSettings } from '../config/settings.ts';
import { type NasState, wasAsked } from '../state/nas-state.ts';
import { type NasTopics, PROBE_NAMES } from '../topics.ts';
import { clientsPayload, connectionsPayload } from './connections.ts';
import { availability, type Message, state } from './message.ts';
import { problemPayload } from './problem.ts';
import { syncPayload, taskPayload } from './tasks.ts';
import { clientsByUser, userMetrics, userPayload } from './users.ts';

/** What was never read is not published: a topic without a value says nothing wrong. */
function listsOf(known: NasState, topics: NasTopics, settings: NasSettings, now: number): Message[] {
  const { summary, clients, tasksRead } = known;
  return [
    ...(summary || clients ? [state(topics.connections, connectionsPayload(known, now))] : []),
    ...(tasksRead ? [state(topics.sync, syncPayload(known, now))] : []),
    ...(settings.publish_clients && clients ? [state(topics.clients, clientsPayload(clients))] : []),
  ];
}

function* usersOf(
  known: NasState,
  topics: NasTopics,
  settings: NasSettings,
  now: number,
): Generator<Message> {
  const byUser = known.clients && clientsByUser(known.clients);
  const metrics = userMetrics(known);
  // Before a first profile was read, only half of it would be told.
  const isOver = known.probes.profiles.failures > 0;
  for (const [key, user] of known.users) {
    if (!(user.profile || user.unread || isOver)) continue;
    const rows = byUser && (byUser.get(key) ?? []);
    yield state(topics.user(user.slug), userPayload(user, rows, metrics, settings, now));
  }
}

function availabilityOf({ nas, probes }: NasState, topics: NasTopics): Message[] {
  const ofProbes = PROBE_NAMES.map((probe) => availability(topics.probe(probe), probes[probe].up));
  return [...ofProbes, availability(topics.availability, nas.up)];
}

/** Everything retained that is known of one NAS, without Home Assistant's documents; one by one, for there may be thousands. */
export function* nasMessages(
  known: NasState,
  settings: NasSettings,
  topics: NasTopics,
  now: number,
): Generator<Message> {
  if (wasAsked(known)) yield state(topics.problem, problemPayload(known));
  yield* listsOf(known, topics, settings, now);
  if (known.tasksRead)
    for (const task of known.tasks.values())
      yield state(topics.task(task.slug), taskPayload(task, settings, now));
  yield* usersOf(known, topics, settings, now);
  yield* availabilityOf(known, topics);
}
