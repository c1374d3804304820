/** What Nagios knows of a service, from status.dat. */
export interface ServiceStatus {
  readonly host: string;
  readonly service: string;
  readonly state: State;
  readonly hard: boolean;
  readonly checked: boolean;
  /** Unix seconds. */
  readonly lastCheck: number;
  readonly output: string;
  readonly perfdata: string;
}

export const STATES = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const;
export type State = (typeof STATES)[number];

/** `key=value` lines of a block. */
const entriesOf = (block: string): ReadonlyMap<string, string> =>
  new Map(
    block
      .split('\n')
      .map((line) => /^\t([^=]+)=(.*)$/.exec(line))
      .flatMap((found) => (found ? [[found[1] ?? '', found[2] ?? ''] as const] : [])),
  );

/** Every service of a status.dat. */
export function readStatus(text: string): ServiceStatus[] {
  return [...text.matchAll(/^servicestatus \{\n([\s\S]*?)^\t\}/gm)].map(([, block = '']) => {
    const entries = entriesOf(block);
    const value = (key: string) => entries.get(key) ?? '';
    return {
      host: value('host_name'),
      service: value('service_description'),
      state: STATES[Number(value('current_state'))] ?? 'UNKNOWN',
      hard: value('state_type') === '1',
      checked: value('has_been_checked') === '1',
      lastCheck: Number(value('last_check')),
      output: value('plugin_output'),
      perfdata: value('performance_data'),
    };
  });
}
