import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { text } from 'node:stream/consumers';

const QUERY = new URLSearchParams({
  api: 'SYNO.API.Auth',
  version: '7',
  method: 'login',
  account: 'monitor',
  passwd: 'monitor',
  session: 'bench',
  format: 'sid',
});

/** The id of a new session, for contestants that do not log in themselves. */
export async function logIn(url: string, ca: string): Promise<string> {
  const get = url.startsWith('https:') ? getSecure : getPlain;
  const body = await new Promise<string>((resolve, reject) => {
    get(`${url}/webapi/entry.cgi?${QUERY}`, { ca }, (response) => text(response).then(resolve, reject)).once(
      'error',
      reject,
    );
  });
  const answer = JSON.parse(body) as { data?: { sid?: string } };
  if (answer.data?.sid === undefined) throw new Error(`the simulated NAS refused the log-in: ${body}`);
  return answer.data.sid;
}
