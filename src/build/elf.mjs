/** What is to be known of an executable's bytes: where its code is, and where the dynamic loader writes the address of a function. */

const [PROGRAM_HEADERS, COUNT, SIZE] = [32, 56, 56];
const [LOADED, DYNAMIC, EXECUTABLE] = [1, 2, 1];
const [STRINGS, SYMBOLS, CALLS_SIZE, CALLS] = [5, 6, 2, 23];
const [PAIR, SYMBOL, RELOCATION] = [16, 24, 24];

const number = (bytes, at) => Number(bytes.readBigUInt64LE(at));

/** What is loaded or looked at as one: its place in the file, its address, and its length. */
function segments(elf) {
  const first = number(elf, PROGRAM_HEADERS);
  return Array.from({ length: elf.readUInt16LE(COUNT) }, (_, index) => {
    const header = elf.subarray(first + index * SIZE);
    const [offset, address, length] = [8, 16, 32].map((at) => number(header, at));
    const [type, flags] = [0, 4].map((at) => header.readUInt32LE(at));
    return { type, flags, offset, address, length };
  });
}

/** Where in the file the code is, and what address that has. */
export function codeOf(elf) {
  const found = segments(elf).find(({ type, flags }) => type === LOADED && flags & EXECUTABLE);
  if (!found) throw new Error('no code in this file');
  return found;
}

/** Values of the table for the dynamic loader, by their kinds. */
function dynamicOf(elf) {
  const { offset, length } = segments(elf).find(({ type }) => type === DYNAMIC);
  const places = Array.from({ length: length / PAIR }, (_, index) => offset + index * PAIR);
  return new Map(places.map((place) => [number(elf, place), number(elf, place + 8)]));
}

/**
 * The address at which that of a library's function is. As long as nobody has called it, this is what finds it: whoever
 * calls by this place as the executable itself does comes to the function.
 */
export function slotOf(elf, name) {
  const loaded = segments(elf).filter(({ type }) => type === LOADED);
  const placeOf = (address) => {
    const segment = loaded.findLast((each) => each.address <= address);
    return address - segment.address + segment.offset;
  };
  const dynamic = dynamicOf(elf);
  const [strings, symbols, calls] = [STRINGS, SYMBOLS, CALLS].map((kind) => placeOf(dynamic.get(kind)));
  for (let place = calls; place < calls + dynamic.get(CALLS_SIZE); place += RELOCATION) {
    const at = strings + elf.readUInt32LE(symbols + elf.readUInt32LE(place + 12) * SYMBOL);
    if (elf.toString('latin1', at, elf.indexOf(0, at)) === name) return number(elf, place);
  }
  throw new Error(`this file calls no ${name}`);
}
