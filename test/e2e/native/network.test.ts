import { describe, expect, it } from 'vitest';
import { executable, withOffice, without } from '../../support/checks.ts';
import { artefactNamed, commandOf } from '../../support/executable.ts';
import { runInOwnNetwork } from './own-network.ts';

/** A name server that answers with this code, or with nothing at all; it runs a command meanwhile. */
const NAME_SERVER = `
  const [code, command, ...args] = process.argv.slice(1);
  const socket = require('node:dgram').createSocket('udp4');
  socket.on('message', (question, { port, address }) => {
    if (code === 'silent') return;
    const end = question.indexOf(0, 12) + 5;
    const head = [...question.subarray(0, 2), 0x81, 0x80 | code, 0, 1, 0, 0, 0, 0, 0, 0];
    socket.send(Buffer.concat([Buffer.from(head), question.subarray(12, end)]), port, address);
  });
  socket.bind(53, '127.0.0.1', () => {
    const { spawn } = require('node:child_process');
    spawn(command, args, { stdio: 'inherit' }).once('close', (code) => process.exit(code));
  });`;

const UP = 'Is the NAS up, and does a firewall let this machine through?';
const NEIGHBOURS =
  'ip link add v0 type veth peer name v1; ip addr add 10.1.1.1/24 dev v0; ip link set v0 up; ip link set v1 up';

interface Case {
  readonly title: string;
  readonly host: string;
  /** Lines of shell that make the network. */
  readonly prepare?: string;
  /** The response code of a name server; without it, there is none. */
  readonly nameServer?: string;
  readonly seconds?: number;
  readonly says: string;
}

const cases: readonly Case[] = [
  {
    title: 'a host without a way to it',
    host: '10.9.9.9',
    prepare: 'ip route add unreachable 10.9.9.9/32',
    says: `there is no way to 10.9.9.9:5000 (EHOSTUNREACH). ${UP}`,
  },
  {
    title: 'a host that the machine may not reach',
    host: '10.9.9.9',
    prepare: 'ip route add prohibit 10.9.9.9/32',
    says: `there is no way to 10.9.9.9:5000 (EACCES). ${UP}`,
  },
  {
    title: 'a neighbour that is switched off',
    host: '10.1.1.2',
    prepare: NEIGHBOURS,
    seconds: 8,
    says: `there is no way to 10.1.1.2:5000 (EHOSTUNREACH). ${UP}`,
  },
  {
    title: 'a host while the network is down',
    host: '203.0.113.1',
    says: `there is no way to 203.0.113.1:5000 (ENETUNREACH). ${UP}`,
  },
  {
    title: 'an IPv6 host where there is no IPv6',
    host: '2001:db8::1',
    says: `there is no way to [2001:db8::1]:5000 (ENETUNREACH). ${UP}`,
  },
  {
    title: 'a name whose addresses have no way to them',
    host: 'nowhere',
    prepare: 'ip route add unreachable 10.9.9.9/32',
    says: `there is no way to nowhere:5000 (EHOSTUNREACH). ${UP}`,
  },
  {
    title: 'a host that refuses',
    host: 'localhost.',
    says: 'localhost.:5000 refuses connections. Is the NAS up, and is this the port of DSM (5001 https, 5000 http)?',
  },
  {
    title: 'a slow address, the only one with a way to it',
    host: 'slow',
    prepare: `${NEIGHBOURS}; ip route add unreachable 10.9.9.9/32`,
    seconds: 1,
    says: 'no answer within 1 s. Is the NAS up and reachable? A busy or sleeping NAS may need a longer --timeout',
  },
  {
    title: 'a name that the name server does not know',
    host: 'nas.example.com',
    nameServer: '3',
    says: 'the name nas.example.com is not known. Check --hostname and DNS',
  },
  {
    title: 'a name while the name server fails',
    host: 'nas.example.com',
    nameServer: '2',
    says: "no name server answers for nas.example.com. Check this machine's DNS",
  },
  {
    title: 'a name while no name server runs',
    host: 'nas.example.com',
    says: "no name server answers for nas.example.com. Check this machine's DNS",
  },
  {
    title: 'a name while the name server is silent',
    host: 'nas.example.com',
    nameServer: 'silent',
    seconds: 1,
    says: 'no answer within 1 s. Is the NAS up and reachable? A busy or sleeping NAS may need a longer --timeout',
  },
];

describe.concurrent.each(['script', 'native'])('what is wrong with the network, the %s says of', (form) => {
  it.each(cases)('$title', ({ host, prepare = '', nameServer, seconds = 5, says }) =>
    withOffice({}, async (office) => {
      const { folder } = office;
      const hosts = ['127.0.0.1 localhost', '10.9.9.9 nowhere', '10.1.1.2 slow', '10.9.9.9 slow', ''];
      const network = {
        prepare,
        hosts: folder.file('hosts', hosts.join('\n'), 0o644),
        resolv: folder.file('resolv.conf', 'nameserver 127.0.0.1\n', 0o644),
      };
      const args = [...without(office, '-H', '-p'), '-H', host, '-p', '5000', '-t', String(seconds)];
      const check = [...commandOf(executable('connections'), artefactNamed(form)), ...args];
      const withServer = [process.execPath, '-e', NAME_SERVER, '--', nameServer ?? ''];
      const ended = await runInOwnNetwork(network, [...(nameServer ? withServer : []), ...check]);
      expect(ended).toMatchObject({ code: 2, stdout: `DRIVE CONNECTIONS CRITICAL - ${says}\n`, stderr: '' });
      expect(ended.milliseconds).toBeLessThan(seconds * 1000 + 4000);
    }),
  );
});
