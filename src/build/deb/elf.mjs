/** What a 64-bit ELF file asks of the system: its processor, its libraries and the newest version of glibc's symbols. */

const MACHINES = { 62: 'amd64', 183: 'arm64' };
const DYNAMIC = 6;
const VERSIONS_NEEDED = 0x6ffffffe;
const NEEDED = 1n;

function sectionsOf(file) {
  const offset = Number(file.readBigUInt64LE(40));
  const [size, count] = [file.readUInt16LE(58), file.readUInt16LE(60)];
  return Array.from({ length: count }, (_, index) => {
    const at = offset + index * size;
    const start = Number(file.readBigUInt64LE(at + 24));
    const data = file.subarray(start, start + Number(file.readBigUInt64LE(at + 32)));
    return { type: file.readUInt32LE(at + 4), data, link: file.readUInt32LE(at + 40) };
  });
}

const textAt = (strings, at) => strings.toString('latin1', at, strings.indexOf(0, at));

function libraries({ data }, strings) {
  const found = [];
  for (let at = 0; at < data.length; at += 16)
    if (data.readBigInt64LE(at) === NEEDED) found.push(textAt(strings, Number(data.readBigUInt64LE(at + 8))));
  return found;
}

/** Versions of all libraries' symbols, e.g. `GLIBC_2.17`: a list of libraries, each with a list of its own. */
function versions({ data }, strings) {
  const found = [];
  for (let library = 0, more = 1; more !== 0; library += more) {
    more = data.readUInt32LE(library + 12);
    let at = library + data.readUInt32LE(library + 8);
    for (let left = data.readUInt16LE(library + 2); left > 0; left--) {
      found.push(textAt(strings, data.readUInt32LE(at + 8)));
      at += data.readUInt32LE(at + 12);
    }
  }
  return found;
}

const compare = ([major, minor], [otherMajor, otherMinor]) => major - otherMajor || minor - otherMinor;

/** `{ architecture: 'amd64', needed: ['libc.so.6', …], glibc: '2.17' }` of a file's bytes. */
export function readElf(file) {
  if (file.toString('latin1', 0, 6) !== '\x7fELF\x02\x01')
    throw new Error('not a 64-bit little-endian ELF file');
  const sections = sectionsOf(file);
  const stringsOf = ({ link }) => sections[link].data;
  const dynamic = sections.find(({ type }) => type === DYNAMIC);
  const versioned = sections.find(({ type }) => type === VERSIONS_NEEDED);
  const newest = versions(versioned, stringsOf(versioned))
    .map((version) => /^GLIBC_(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number))
    .filter((version) => version !== undefined)
    .reduce((one, other) => (compare(one, other) < 0 ? other : one));
  return {
    architecture: MACHINES[file.readUInt16LE(18)],
    needed: libraries(dynamic, stringsOf(dynamic)),
    glibc: newest.join('.'),
  };
}
