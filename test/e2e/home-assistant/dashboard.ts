import { parse } from 'yaml';
import type { HomeAssistant } from './home-assistant.ts';

/** The address of the dashboard that the tests add. */
export const DASHBOARD = 'synology-drive';

interface View {
  readonly title?: string;
  readonly sections?: readonly { readonly cards?: readonly unknown[] }[];
  readonly cards?: readonly unknown[];
}

/** A dashboard as its YAML has it. */
export interface Dashboard {
  readonly views: readonly View[];
}

export const parseDashboard = (yaml: string): Dashboard => parse(yaml) as Dashboard;

/** How many cards stand in the sections of a view. */
export const cardsIn = ({ sections = [] }: View): number =>
  sections.reduce((sum, { cards = [] }) => sum + cards.length, 0);

/** Every entity that is named anywhere in it. */
export function entitiesIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(entitiesIn);
  if (typeof part === 'string')
    return part.match(/\b(?:binary_sensor|sensor|button|event)\.[a-z0-9_]+/g) ?? [];
  if (typeof part === 'object' && part !== null) return Object.values(part).flatMap(entitiesIn);
  return [];
}

/** Adds it as a user does who pastes it into the raw editor. */
export async function addDashboard(ha: HomeAssistant, config: Dashboard): Promise<void> {
  const looks = { title: 'Synology Drive', icon: 'mdi:nas', show_in_sidebar: true, require_admin: false };
  await ha.ask('lovelace/dashboards/create', { url_path: DASHBOARD, mode: 'storage', ...looks });
  await ha.ask('lovelace/config/save', { url_path: DASHBOARD, config });
}
