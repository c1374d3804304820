import type { BlockList } from 'node:net';
import { isIPv4, isIPv6 } from '../dsm/address.ts';

/** Addresses that begin with the same bits, e.g. `192.168.0.0/16`. */
export interface Network {
  readonly text: string;
  readonly addresses: BlockList;
}

/** `[fe80::1%ovs_eth0]` → `fe80::1`: the brackets belong to URLs, and the zone to one machine. */
function bare(text: string): string {
  const [, inner = text.trim()] = /^\[(.*)\]$/s.exec(text.trim()) ?? [];
  const [address = '', zone] = inner.split('%', 2);
  return zone && isIPv6(address) ? address : inner;
}

/** An IPv4 address is its IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2), so that there is one kind only. */
function toIPv6(address: string): string | undefined {
  if (isIPv4(address)) return `::ffff:${address}`;
  return isIPv6(address) ? address : undefined;
}

/**
 * Reads `192.168.0.0/16`, `fd00::/8` or a single address; bits beyond the prefix are ignored. Throws an Error that says
 * what is wrong.
 */
export function parseNetwork(text: string): Network {
  const [, typed = '', length] = /^([^/]*)(?:\/(.*))?$/s.exec(text.trim()) ?? [];
  const plain = bare(typed);
  const address = toIPv6(plain);
  if (address === undefined)
    throw new Error(`${text} is no network: expected an address and a length, as in 192.168.0.0/16`);
  const bits = isIPv4(plain) ? 32 : 128;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (!(prefix <= bits)) throw new Error(`the length of ${text} is no number from 0 to ${bits}`);
  // Loaded here, because that takes long and few runs have a network to look at.
  const addresses = new (process.getBuiltinModule('node:net').BlockList)();
  addresses.addSubnet(address, prefix + 128 - bits, 'ipv6');
  return { text, addresses };
}

/** Whether an address is in one of the networks; undefined when it is no IP address. */
export function contains(networks: readonly Network[], address: string): boolean | undefined {
  const wanted = toIPv6(bare(address));
  return wanted === undefined ? undefined : networks.some(({ addresses }) => addresses.check(wanted, 'ipv6'));
}
