import { authority, issuedBy } from '../../src/simulator/certificate.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { logIn } from './log-in.ts';
import type { NasReport, Place, Scheme } from './place.ts';
import { QUESTIONS, type Question, SCENARIOS } from './question.ts';

/**
 * The simulated NAS in a process of its own, so that it never waits for the one that starts the contestants. Sends a
 * NasReport as soon as it listens, and the numbers of requests, in the order of the places, whenever it is asked.
 */
async function main(): Promise<void> {
  const issuer = await authority();
  const tls = await issuedBy(issuer);
  const simulators: Simulator[] = [];
  const open = async (question: Question, scheme: Scheme): Promise<Place> => {
    const secure = scheme === 'https';
    const scenario = SCENARIOS[question];
    const simulator = await startSimulator({ scenario, ...(secure && { tls }) });
    simulators.push(simulator);
    const { url, port } = simulator;
    return { question, scheme, url, port, sid: await logIn(url, issuer.certificate) };
  };
  const places: Place[] = [];
  for (const question of QUESTIONS) places.push(await open(question, 'http'), await open(question, 'https'));
  process.on('message', () => process.send?.(simulators.map(({ requests }) => requests.length)));
  process.send?.({ places, authority: issuer.certificate } satisfies NasReport);
}

process.on('disconnect', () => process.exit());
void main();
