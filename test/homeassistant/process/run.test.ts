import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startBroker } from '../../support/bridge-broker.ts';
import { type House, withHouse } from '../../support/bridge-house.ts';
import { until } from '../../support/checks.ts';
import { eavesdropOn } from '../../support/eavesdropper.ts';
import { closedPort, listenOddly } from '../../support/servers.ts';

const LIST = 'SYNO.SynologyDrive.Connections.List';
const WARN = 40;

const scenario = {
  connections: [{ user: 'anna', client_type: 'desktop', ip_address: '192.168.1.2', connected_time: 1 }],
  syncs: [{ user: 'anna', share_name: 'Team', sync_status: 'idle' }],
  users: [{ user: 'anna', quota_used: 1, quota_total: 4 }],
} as const;

const small = { nas: { scenario } };

const stands = ({ broker }: House, topic: string, payload: string) =>
  broker.retained.get(`synology_drive/${topic}`) === payload;

/** Waits for as long as a machine with other things to do may need. */
const soon = (condition: () => boolean) => until(condition, 40_000);

/** Everything of the NAS is on-line, its profiles last. */
const allOnline = (house: House, nas = 'office') =>
  ['', '/connections', '/clients', '/sync', '/profiles'].every((probe) =>
    stands(house, `${nas}/availability${probe}`, 'online'),
  );

const polls = ({ nas }: House) =>
  nas.requests.filter(({ api, method }) => `${api}.${method}` === LIST).length;

/** Starts the bridge and waits until everything is published. */
async function settled(house: House) {
  const bridge = house.start();
  await soon(() => allOnline(house) && house.json('office/user/anna') !== undefined);
  return bridge;
}

describe.concurrent('a bridge that is asked to end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('by %s says offline, logs out and ends with 0', (signal) =>
    withHouse(small, async (house) => {
      const bridge = await settled(house);
      expect(house.nas.sessions()).toBe(1);
      const began = performance.now();
      bridge.kill(signal);
      expect((await bridge.ended).code).toBe(0);
      expect(performance.now() - began).toBeLessThan(5000);
      expect(stands(house, 'bridge/state', 'offline')).toBe(true);
      expect(house.broker.heard.at(-1)?.topic).toBe('synology_drive/bridge/state');
      expect(house.nas.sessions()).toBe(0);
    }),
  );

  it('ends within five seconds, whatever hangs: the NAS, the log-out, the broker', async () => {
    const silent = await listenOddly(() => undefined);
    const keys = { mqtt: { url: `mqtt://127.0.0.1:${silent.port}` } };
    await withHouse({ ...small, keys }, async (house) => {
      house.nas.setFault(LIST, { hang: true });
      house.nas.setFault('SYNO.API.Auth.logout', { hang: true });
      const bridge = house.start();
      await soon(() => polls(house) === 1 && silent.connections() === 1);
      const began = performance.now();
      bridge.kill('SIGTERM');
      expect((await bridge.ended).code).toBe(0);
      expect(performance.now() - began).toBeLessThan(5500);
    }).finally(() => silent.close());
  });

  it('by SIGKILL leaves its will, and the next one does not mind', () =>
    withHouse(small, async (house) => {
      const bridge = await settled(house);
      bridge.kill('SIGKILL');
      await soon(() => stands(house, 'bridge/state', 'offline'));
      house.start();
      await soon(() => stands(house, 'bridge/state', 'online'));
    }));
});

describe.concurrent('a bridge that runs', () => {
  it('logs in once for many polls, and says nothing of a poll that brings nothing new', () =>
    withHouse(small, async (house) => {
      const bridge = await settled(house);
      const [from, polled] = [house.broker.heard.length, polls(house)];
      await soon(() => polls(house) >= polled + 3);
      expect(house.broker.heard.slice(from)).toEqual([]);
      expect([house.nas.logIns(), house.nas.sessions(), house.nas.unannounced()]).toEqual([1, 1, 0]);
      expect(bridge.said(WARN)).toEqual([]);
    }));

  it('publishes what changes, and nothing else', () =>
    withHouse(small, async (house) => {
      await settled(house);
      const from = house.broker.heard.length;
      house.nas.update((now) => ({ ...now, syncs: [{ ...scenario.syncs[0], sync_status: 'error' }] }));
      await soon(() => house.json('office/sync')?.error === 1);
      expect(house.broker.heard.slice(from).map(({ topic }) => topic.replace(/_[0-9a-f]{8}$/, ''))).toEqual([
        'synology_drive/office/sync',
        'synology_drive/office/sync/anna_team',
      ]);
    }));

  it('tells who comes and goes as it happens, and retains that nowhere', () =>
    withHouse(small, async (house) => {
      await settled(house);
      const connections = [{ ...scenario.connections[0], ip_address: '10.0.0.7' }];
      house.nas.update((now) => ({ ...now, connections }));
      const events = () => house.broker.heard.filter(({ topic }) => topic === 'synology_drive/office/event');
      await soon(() => events().length === 2);
      expect(events().map(({ payload, retain }) => [JSON.parse(payload), retain])).toMatchObject([
        [{ event_type: 'disconnected', user: 'anna', ip_address: '192.168.1.2', unexpected: false }, false],
        [{ event_type: 'connected', user: 'anna', ip_address: '10.0.0.7', unexpected: false }, false],
      ]);
    }));

  it('never has more requests under way than it may', () => {
    const users = Array.from({ length: 24 }, (_, index) => ({ user: `user${index}`, quota_used: 1 }));
    const connections = users.map(({ user }) => ({ user, client_type: 'desktop' }));
    const nas = { scenario: { users, connections } };
    return withHouse({ nas, keys: { nas: { concurrency: 3 } } }, async (house) => {
      const delay = 60;
      house.nas.setFault('*', { delay });
      house.start();
      await soon(() => stands(house, 'office/availability/profiles', 'online'));
      const arrivals = house.nas.requests.map(({ arrived }) => arrived);
      // Each takes so long at least, so that those who came within that time are under way together.
      const together = arrivals.map(
        (at) => arrivals.filter((other) => other >= at && other < at + delay).length,
      );
      expect(Math.max(...together)).toBe(3);
    });
  });

  it('asks at once when somebody presses the button, and not for a retained message', () =>
    withHouse({ ...small, keys: { nas: { interval: '1d' } } }, async (house) => {
      await settled(house);
      const before = polls(house);
      await house.broker.publish('synology_drive/office/refresh/set', 'PRESS');
      await soon(() => polls(house) === before + 1);
      await house.broker.publish('synology_drive/bridge/refresh/set', 'PRESS');
      await soon(() => polls(house) === before + 2);
    }));

  it('is well by healthcheck, and not when it has ended', () =>
    withHouse(small, async (house) => {
      const bridge = await settled(house);
      expect(await house.run('healthcheck')).toMatchObject({
        code: 0,
        stdout: 'the bridge is alive and connected\n',
      });
      bridge.kill('SIGTERM');
      await bridge.ended;
      expect(await house.run('healthcheck')).toMatchObject({ code: 1, stdout: 'no bridge is running\n' });
    }));
});

describe.concurrent('a NAS', () => {
  it('that ends the session in between is logged in to again, and nobody notices', () =>
    withHouse(small, async (house) => {
      const bridge = await settled(house);
      const from = house.broker.heard.length;
      for (const end of [house.nas.expireSessions, house.nas.interruptSessions]) {
        const before = polls(house);
        end();
        await soon(() => polls(house) >= before + 3);
      }
      expect([house.nas.logIns(), house.nas.sessions()]).toEqual([3, 1]);
      expect(house.broker.heard.slice(from)).toEqual([]);
      expect(bridge.said(WARN)).toEqual([]);
    }));

  it('that goes away is off-line after so many polls, and wholly back when it answers', () =>
    withHouse({ ...small, keys: { nas: { offline_after: 2, profile_interval: '1d' } } }, async (house) => {
      const bridge = await settled(house);
      house.nas.setFault('*', { reset: true });
      await soon(() => stands(house, 'office/availability', 'offline'));
      expect(house.json('office/problem')).toMatchObject({ problem: true });
      house.nas.clearFaults();
      await soon(() => allOnline(house));
      expect(house.json('office/problem')).toEqual({ problem: false, message: null, remedy: null });
      await soon(() => house.json('bridge/info')?.last_error === null);
      expect(bridge.said(WARN).map(({ msg }) => msg)).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+ /)]);
    }));

  it('that hangs holds up no other', async () => {
    const silent = await listenOddly(() => undefined);
    const more = [{ id: 'hanging', port: silent.port, timeout: '1h' }];
    await withHouse({ ...small, keys: { more } }, async (house) => {
      await settled(house);
      const before = polls(house);
      await soon(() => polls(house) >= before + 2);
      expect(silent.connections()).toBeGreaterThan(0);
      expect(stands(house, 'hanging/availability', 'offline')).toBe(true);
    }).finally(() => silent.close());
  });

  it('that says that a user does not exist loses the user’s topic and document', () =>
    withHouse({ ...small, keys: { nas: { profile_interval: '1s' } } }, async (house) => {
      await settled(house);
      const errors = { name: 'user', reason: 'no such user' };
      house.nas.setFault('SYNO.SynologyDrive.UserProfile.Get', { code: 120, errors });
      const left = () => [...house.broker.retained.keys()].filter((topic) => /user[-/]anna/.test(topic));
      await soon(() => left().length === 0);
      const polled = polls(house);
      await soon(() => polls(house) >= polled + 3);
      expect(left()).toEqual([]);
    }));
});

describe.concurrent('a broker', () => {
  it('that is not there at the start is waited for', async () => {
    const port = await closedPort();
    await withHouse({ ...small, keys: { mqtt: { url: `mqtt://127.0.0.1:${port}` } } }, async (house) => {
      const bridge = house.start();
      await soon(() => polls(house) > 0 && bridge.said(WARN).length > 0);
      const late = await startBroker({ port });
      try {
        const user = 'synology_drive/office/user/anna';
        await soon(
          () => late.retained.has(user) && late.retained.get('synology_drive/bridge/state') === 'online',
        );
        expect(bridge.said(WARN).map(({ msg }) => msg)).toEqual([
          `the broker 127.0.0.1:${port} cannot be reached: it refuses connections. Is the broker up, and is the url right?`,
        ]);
      } finally {
        await late.close();
      }
    });
  });

  it('that refuses the password is asked again with what is in the file then', () =>
    withHouse(
      {
        ...small,
        broker: { account: 'bridge:right' },
        keys: { mqtt: { username: 'bridge', password_file: 'mqtt' } },
      },
      async (house) => {
        house.folder.file('mqtt', 'wrong\n');
        const bridge = house.start();
        await soon(() => bridge.said(WARN).length > 0);
        expect(bridge.said(WARN)[0]?.msg).toMatch(
          /^the broker refuses .+ Correct mqtt\.username and its password_file/,
        );
        house.folder.file('mqtt', 'right\n');
        await soon(() => allOnline(house));
        expect(bridge.said(WARN)).toHaveLength(1);
      },
    ));

  it('that acknowledges a message and passes it on to nobody is complained of', () =>
    withHouse(
      { ...small, broker: { denies: (topic) => topic.startsWith('homeassistant/') } },
      async (house) => {
        const bridge = house.start();
        await soon(() => bridge.said(WARN).length > 0);
        expect(bridge.said(WARN)[0]?.msg).toMatch(
          /^the broker acknowledged what was published to homeassistant\/device\/synology_drive-bridge\/config, but does not pass it on\. /,
        );
      },
    ));
});

describe.concurrent('no secret', () => {
  it('stands in any line of the log, at its most, nor on the broker, nor in what others may read', () =>
    withHouse({ ...small, broker: { account: 'bridge:broker-secret-77' } }, async (house) => {
      const eavesdropper = await eavesdropOn(house.nas);
      house.configure({
        mqtt: { username: 'bridge' },
        nas: { port: eavesdropper.port },
        root: { log_level: 'trace' },
      });
      const bridge = house.start({ SYNOLOGY_DRIVE_MQTT_PASSWORD: 'broker-secret-77' });
      await soon(() => allOnline(house));
      house.nas.expireSessions();
      const before = polls(house);
      await soon(() => polls(house) >= before + 2);
      bridge.kill('SIGTERM');
      const { stderr, stdout } = await bridge.ended;
      await eavesdropper.close();
      expect(eavesdropper.secrets.size).toBeGreaterThan(1);
      const published = house.broker.heard.map(({ topic, payload }) => `${topic} ${payload}`).join('\n');
      for (const secret of [...eavesdropper.secrets, 'broker-secret-77'])
        for (const text of [stderr, stdout, published]) expect(text).not.toContain(secret);
      // The account's password is its name here: it stands nowhere else.
      expect(stderr.split('\n').filter((line) => /passw[^_]*[:=]\s*"?monitor/.test(line))).toEqual([]);
      expect(stderr.split('\n').filter((line) => line.includes('"level":10')).length).toBeGreaterThan(3);
      const own = readdirSync(join(house.folder.path, 'state'), { recursive: true, encoding: 'utf8' });
      const bridgeFiles = own.filter((name) => /^bridge-[^/]+\/.+\.\w+$/.test(name));
      expect(bridgeFiles.length).toBeGreaterThan(0);
      for (const name of bridgeFiles)
        expect(readFileSync(join(house.folder.path, 'state', name), 'utf8')).not.toMatch(/broker-secret/);
    }));
});
