import { type Account, defaultAccounts } from './account.ts';
import type { Scenario } from './scenario.ts';
import type { Simulator } from './simulator.ts';

/** What is said at the start: where it listens, who can log in, and a check to try. */
export function greeting(simulator: Simulator, host: string): readonly string[] {
  const { tls, url } = simulator;
  const scenario = simulator.scenario();
  const account = scenario.accounts?.[0] ?? defaultAccounts[0];
  return [
    `simulated NAS at ${url}${flavour(scenario)}`,
    scenario.replay ? 'any account, any password' : sayAccount(account),
    ...(tls ? [`certificate SHA-256 ${tls.fingerprint}`] : []),
    ...(account ? [`try: ${example(simulator, host, account)}`] : []),
  ];
}

function sayAccount(account: Account | undefined): string {
  if (!account) return 'nobody can log in';
  const { name, password, otp } = account;
  return `account ${name}, password ${password}${otp === undefined ? '' : `, code ${otp}`}`;
}

/** What it pretends to be, where that is a real NAS. */
function flavour({ dialect, dsmVersion = 7, drive, replay }: Scenario): string {
  if (replay) return `, as recorded on ${new Date(replay.recorded * 1000).toISOString().slice(0, 10)}`;
  return dialect === 'dsm' ? `, DSM ${dsmVersion} with Drive ${drive?.version ?? 4}` : '';
}

type Credentials = { readonly name: string; readonly password: string };

function example({ tls, port }: Simulator, host: string, { name, password }: Credentials): string {
  const trust = tls ? `--fingerprint ${tls.fingerprint}` : '--plain-http';
  const target = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const check = `check_synology_drive_connections -H ${target} -p ${port} ${trust} -u ${quoted(name)}`;
  return `SYNOLOGY_PASSWORD=${quoted(password)} ${check}`;
}

/** For a shell. */
function quoted(word: string): string {
  return /^[\w.@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
