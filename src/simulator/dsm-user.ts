import type { DsmRow } from './dsm-listing.ts';
import type { UserRow } from './rows.ts';

/** Where DSM knows a user from: `local`, `domain` or `ldap`. */
export function realmOf({ user, dsm }: UserRow): string {
  const guessed = user.includes('\\') ? 'domain' : user.includes('@') ? 'ldap' : 'local';
  return dsm?.type ?? guessed;
}

/** Drive shows only those whom DSM lets use it. */
export function mayUseDrive({ dsm }: UserRow): boolean {
  return dsm?.privilege !== false;
}

/** A row of SYNO.SynologyDrive.Privilege, with those of `enabled` and `status` that were asked for. */
export function privilegeOf({ user, dsm }: UserRow, additional: readonly string[]): DsmRow {
  const status = dsm?.status ?? 'normal';
  const details: DsmRow = { enabled: dsm?.enabled ?? status !== 'disabled', status };
  return { ...chosen(details, additional), name: user };
}

/** A row of SYNO.Core.User: `{"name":"admin"}`, and what was asked for. `expired` is `now` for a disabled account. */
export function accountOf({ user, dsm }: UserRow, additional: readonly string[]): DsmRow {
  const details: DsmRow = {
    description: '',
    email: '',
    expired: dsm?.status === 'disabled' ? 'now' : 'normal',
  };
  return { ...chosen(details, additional), name: user };
}

function chosen(details: DsmRow, names: readonly string[]): DsmRow {
  return Object.fromEntries(Object.entries(details).filter(([name]) => names.includes(name)));
}
