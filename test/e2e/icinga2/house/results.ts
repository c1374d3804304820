import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Icinga } from './icinga.ts';

const FILE = 'results';

/** Has a node write down each result that it gets to know, its own and those of others. */
export const resultWriter = `object PerfdataWriter "results" {
  service_perfdata_path = SpoolDir + "/${FILE}"
  service_temp_path = SpoolDir + "/open-${FILE}"
  host_perfdata_path = SpoolDir + "/hosts"
  host_temp_path = SpoolDir + "/open-hosts"
  service_format_template = "$host.name$!$service.name$ $service.state$ $service.last_check$ $service.latency$ $service.execution_time$ $service.check_source$"
  rotation_interval = 1s
}
`;

/** Every result that a node has written down so far, one line each. */
export function resultsOf(node: Icinga): string[] {
  const folder = node.folder('SpoolDir');
  const files = readdirSync(folder).filter((name) => name.startsWith(FILE));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  return lines.filter((line) => line !== '');
}
