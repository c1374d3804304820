import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contestants } from './contestant.ts';
import { NasProcess } from './nas-process.ts';
import { findPeers, type Peers } from './peers.ts';
import { race } from './race.ts';
import { type Result, results } from './result.ts';
import { table } from './table.ts';

const USAGE = `Usage: npm run bench -- [--runs N] [--json]

How long our checks take from start to exit, beside a check of Debian's in C and one in Python that ask the same.
  --runs N  runs of each contestant, 20 to 1000, default 25
  --json    for machines
The peers are installed by test/bench/install-peers.sh. It tells ratios and judges nothing.
`;

function readRuns(text: string): number {
  const runs = /^\d+$/.test(text) ? Number(text) : 0;
  if (runs < 20 || runs > 1000) throw new Error('--runs is a number from 20 to 1000');
  return runs;
}

function machineOf({ versions }: Peers): string {
  const [processor] = cpus();
  const cores = `${availableParallelism()} cores${processor ? ` (${processor.model.trim()})` : ''}`;
  return `${cores}, Node ${process.version}, ${versions}`;
}

async function measure(peers: Peers, runs: number): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'synology-drive-bench-'));
  const nas = await NasProcess.start();
  try {
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, nas.report.authority);
    return results(await race(contestants(peers, { folder, caFile }), nas, runs, peers.time));
  } finally {
    nas.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<string> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '25' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return USAGE;
  const runs = readRuns(values.runs);
  const peers = findPeers();
  const machine = machineOf(peers);
  const rows = await measure(peers, runs);
  if (values.json) return `${JSON.stringify({ machine, runs, results: rows }, undefined, 2)}\n`;
  return `${table(rows)}\nmedians of ${runs} runs, in turn; ${machine}\n`;
}

main().then(
  (text) => process.stdout.write(text),
  (error: unknown) => {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
