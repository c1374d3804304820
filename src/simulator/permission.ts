import { type Account, defaultAccounts } from './account.ts';
import { count, type Decoder, listOf, recordOf, text } from './decode.ts';
import { own } from './json.ts';

/** The APIs that an account is refused: with 105 where they are a list, else each with its own code. */
export type RefusedApis = readonly string[] | Readonly<Record<string, number>>;
export const refusedApis: Decoder<RefusedApis> = (value, key) =>
  Array.isArray(value) ? listOf(text)(value, key) : recordOf(count)(value, key);

type Rules = {
  readonly accounts?: readonly Account[];
  readonly permissions?: Readonly<Record<string, RefusedApis>>;
};

/** The code with which an API refuses an account, if it does. */
export function permissionRefusal(
  session: { readonly account: string },
  name: string,
  api: { readonly adminOnly?: number },
  { accounts = defaultAccounts, permissions = {} }: Rules,
): number | undefined {
  const refused = own(permissions, session.account) ?? [];
  const code = isList(refused) ? (refused.includes(name) ? 105 : undefined) : own(refused, name);
  const account = accounts.find((one) => one.name === session.account);
  return code ?? (account?.admin === false ? api.adminOnly : undefined);
}

function isList(refused: RefusedApis): refused is readonly string[] {
  return Array.isArray(refused);
}
