/** A file that a run opens, asks after or looks for; `%` stands for digits, `*` for whatever the machine has there. */
export interface Opened {
  readonly file: string;
  readonly why: string;
  /** How often, where it is ours to say. */
  readonly times?: number;
}

const LOADER = 'the C library, which the dynamic loader looks for by its cache';
const CGROUP =
  'how much memory and processor time a container leaves: sizes of the heap and numbers of threads';
const MALLOC = 'the allocator: how the kernel hands out memory, on how many nodes';

/**
 * Everything that a plain run with a session at hand opens, and why: the runtime's start first, then ours. `STATE` is the
 * folder for the session, `PASSWORD` the file with the password.
 */
export const OPENED: readonly Opened[] = [
  { file: '/etc/ld.so.preload', why: LOADER },
  { file: '/etc/ld.so.cache', why: LOADER },
  { file: '/lib/*/libc.so.6', why: LOADER },
  { file: '/lib/*/libm.so.6', why: LOADER },
  { file: '/lib/*/libdl.so.2', why: `${LOADER}; empty since glibc 2.34` },
  { file: '/lib/*/libpthread.so.0', why: `${LOADER}; empty since glibc 2.34` },
  { file: '/proc/sys/vm/overcommit_memory', why: MALLOC },
  { file: '/sys/kernel/mm/transparent_hugepage/enabled', why: MALLOC },
  { file: '/sys/devices/system/node/node%', why: MALLOC },
  { file: '/proc/sys/vm/mmap_min_addr', why: 'the engine: which addresses can be no object' },
  { file: '/proc/self/maps', why: 'the engine: where its stack ends' },
  { file: '/proc/self/statm', why: 'the engine: how much memory it has, to decide when to collect garbage' },
  { file: '/sys/devices/system/cpu/online', why: 'the engine: how many helpers it could have' },
  { file: '/proc/self/cgroup', why: CGROUP },
  { file: '/sys/fs/cgroup/*', why: CGROUP },
  { file: '/etc/localtime', why: 'the engine: the time zone of Date, which it asks for at its start' },
  {
    file: 'PASSWORD',
    why: 'who may read it is looked at, then it is read: it is part of what names the session',
    times: 2,
  },
  { file: 'STATE', why: 'whose folder it is, and who may write there', times: 1 },
  {
    file: 'STATE/salt',
    why: 'names the file of the session, so that its name tells nobody of the password',
    times: 1,
  },
  {
    file: 'STATE/account-*.json',
    why: 'the session, what the NAS announces, and whether it refused a log-in',
    times: 1,
  },
];

/** The modules of its runtime that such a run evaluates; each costs as much as a hundred functions of ours. */
export const MODULES: Readonly<Record<string, string>> = {
  'node:fs': 'reads the files above, and writes the output',
  'internal:fs/binding': 'of node:fs',
  'internal:shared': 'of node:fs',
  'internal:validators': 'of node:fs',
  'node:path': 'joins the names in the folder for the session',
};
