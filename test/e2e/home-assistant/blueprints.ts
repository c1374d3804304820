import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { until } from '../peers/until.ts';
import type { HomeAssistant } from './home-assistant.ts';
import { readStates } from './things.ts';

const SOURCE = resolve(import.meta.dirname, '../../../homeassistant/blueprints/automation');
const FOLDER = 'synology_drive';

/** The files that the project brings. */
export const blueprintFiles = (): string[] => (existsSync(SOURCE) ? readdirSync(SOURCE).sort() : []);

/** Puts them where a user puts them. */
export function copyBlueprints({ config }: HomeAssistant): void {
  const target = join(config.path, 'blueprints/automation', FOLDER);
  mkdirSync(target, { recursive: true });
  cpSync(SOURCE, target, { recursive: true });
}

/** What Home Assistant made of each of them, by file: its name, or why it was refused. */
export async function readBlueprints(ha: HomeAssistant): Promise<Readonly<Record<string, string>>> {
  type Listed = { readonly metadata?: { readonly name: string }; readonly error?: string };
  const all = (await ha.ask('blueprint/list', { domain: 'automation' })) as Record<string, Listed>;
  const own = Object.entries(all).filter(([path]) => path.startsWith(`${FOLDER}/`));
  return Object.fromEntries(
    own.map(([path, { metadata, error }]) => [
      path.slice(FOLDER.length + 1),
      metadata?.name ?? `refused: ${error}`,
    ]),
  );
}

export type Inputs = Readonly<Record<string, unknown>>;

/** Makes an automation of a blueprint as the editor does, and waits until it is on. */
export async function automate(ha: HomeAssistant, file: string, input: Inputs): Promise<void> {
  const body = { alias: file, use_blueprint: { path: `${FOLDER}/${file}`, input } };
  await ha.api(`/api/config/automation/config/${file.replace('.yaml', '')}`, { body });
  await until(`an automation of ${file} to be on`, async () =>
    (await readStates(ha)).find(
      ({ entity_id, state, attributes }) =>
        entity_id.startsWith('automation.') && attributes.friendly_name === file && state === 'on',
    ),
  );
}

export interface Notification {
  readonly notification_id: string;
  readonly title: string;
  readonly message: string;
}

/** What stands behind the bell. */
export const readNotifications = async (ha: HomeAssistant): Promise<readonly Notification[]> =>
  (await ha.ask('persistent_notification/get')) as Notification[];
