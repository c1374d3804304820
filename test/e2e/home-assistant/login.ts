import { callRest } from './rest.ts';

/** What a log-in gave, as Home Assistant's own pages keep it. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

const clientOf = (url: string) => `${url}/`;

/** Somebody buys a Home Assistant and sits down before it for the first time. */
export async function onboard(url: string): Promise<Tokens> {
  const client_id = clientOf(url);
  const step = (name: string, body: unknown, token?: string) =>
    callRest(new URL(`/api/onboarding/${name}`, url), { body, token });
  const owner = { name: 'Owner', username: 'owner', password: 'owner', language: 'en' };
  const { auth_code: code } = (await step('users', { client_id, ...owner })) as { auth_code: string };
  const tokens = await askForTokens(url, { grant_type: 'authorization_code', code });
  await step('core_config', {}, tokens.access_token);
  await step('analytics', {}, tokens.access_token);
  await step('integration', { client_id, redirect_uri: client_id }, tokens.access_token);
  return tokens;
}

/** New ones, after a restart or before the half hour is over. */
export async function renew(url: string, { refresh_token }: Tokens): Promise<Tokens> {
  // The answer does not repeat it.
  return { ...(await askForTokens(url, { grant_type: 'refresh_token', refresh_token })), refresh_token };
}

async function askForTokens(url: string, grant: Record<string, string>): Promise<Tokens> {
  const body = new URLSearchParams({ ...grant, client_id: clientOf(url) });
  return (await callRest(new URL('/auth/token', url), { body })) as Tokens;
}

/** What its pages look for in the browser's localStorage under `hassTokens`. */
export function hassTokens(url: string, tokens: Tokens): string {
  const expires = Date.now() + tokens.expires_in * 1000;
  return JSON.stringify({ ...tokens, hassUrl: url, clientId: clientOf(url), expires });
}
