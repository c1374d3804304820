import { defaultScenario } from '../../src/simulator/default-scenario.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';

export const API = 'SYNO.SynologyDrive.Connections';
export const QUESTIONS = ['connections', 'clients'] as const;
/** What is asked of the NAS; each is also the name of one of our checks. */
export type Question = (typeof QUESTIONS)[number];
export const METHODS: Readonly<Record<Question, string>> = { connections: 'GetSummary', clients: 'List' };

const CROWD = 20_000;
const USERS = 500;

const crowd: Scenario = {
  ...defaultScenario,
  connections: Array.from({ length: CROWD }, (_, index) => ({
    user: `user${index % USERS}`,
    client_type: index % 3 === 0 ? 'mobile' : 'desktop',
    client_version: '3.5.1',
    ip_address: `10.${index % 200}.${index % 50}.${index % 250}`,
    connected_time: 1_700_000_000 + index,
  })),
};

/** A NAS that has something to say to each question: a small office, and a crowd. Sessions outlive the bench. */
export const SCENARIOS: Readonly<Record<Question, Scenario>> = {
  connections: { ...defaultScenario, sessionTimeout: 86_400 },
  clients: { ...crowd, sessionTimeout: 86_400 },
};
