/**
 * Instructions that an executable of Linux runs before its own first one: where the working folder is gone, they go to one
 * that is always there, holds no file that anybody would name, and in which nobody can make one. The runtime itself would
 * end with 1, a WARNING, before any program in it begins.
 */

const FOLDER = Buffer.from('/proc/self/fdinfo\0', 'latin1');
const hex = (...lines) => Buffer.from(lines.join(''), 'hex');
const words = (...list) => Buffer.concat(list.map((word) => Buffer.from(Uint32Array.of(word).buffer)));

/** Every register that the dynamic loader passes on is kept. `padding` is what fills unused places between functions. */
const ARCHITECTURES = {
  x64: {
    padding: hex('cc'),
    code: hex(
      '4881ec00100000', // sub rsp, 4096
      '4889e7', //         mov rdi, rsp
      'be00100000', //     mov esi, 4096
      'b84f000000', //     mov eax, SYS_getcwd
      '0f05', //           syscall
      '4881c400100000', // add rsp, 4096
      '83f8fe', //         cmp eax, -ENOENT
      '750e', //           jne on
      '488d3d0c000000', // lea rdi, [FOLDER]
      'b850000000', //     mov eax, SYS_chdir
      '0f05', //           syscall
    ),
    /** on: jmp */
    jump: (distance) => Buffer.concat([hex('e9'), Buffer.from(Int32Array.of(distance - 5).buffer)]),
  },
  arm64: {
    padding: words(0xd4388e20),
    code: words(
      0xd14007ff, // sub sp, sp, #4096
      0xaa0003e9, // mov x9, x0
      0x910003e0, // mov x0, sp
      0xd2820001, // mov x1, #4096
      0xd2800228, // mov x8, #SYS_getcwd
      0xd4000001, // svc #0
      0x914007ff, // add sp, sp, #4096
      0xb100081f, // cmn x0, #ENOENT
      0x54000081, // b.ne on
      0x100000a0, // adr x0, FOLDER
      0xd2800628, // mov x8, #SYS_chdir
      0xd4000001, // svc #0
      0xaa0903e0, // on: mov x0, x9
    ),
    /** b */
    jump: (distance) => words((0x14000000 | ((distance / 4) & 0x03ffffff)) >>> 0),
  },
};

/** What is put in, to tell one executable that was changed from another. */
export const FIRST_STEPS = Object.values(ARCHITECTURES).map(({ code }) => code.toString('hex'));

const [PROGRAM_HEADERS, COUNT, SIZE, ENTRY] = [32, 56, 56, 24];
const [LOADED, EXECUTABLE] = [1, 1];

/** Where in the file the code is, and what address that has. */
function codeOf(elf) {
  const first = Number(elf.readBigUInt64LE(PROGRAM_HEADERS));
  for (let index = 0; index < elf.readUInt16LE(COUNT); index += 1) {
    const header = elf.subarray(first + index * SIZE);
    if (header.readUInt32LE(0) !== LOADED || !(header.readUInt32LE(4) & EXECUTABLE)) continue;
    const [offset, address, , length] = [8, 16, 24, 32].map((at) => Number(header.readBigUInt64LE(at)));
    return { offset, address, length };
  }
  throw new Error('no code in this file');
}

/** Puts the first steps into an executable's bytes. */
export function takeFirstSteps(elf, architecture) {
  const { padding, code, jump } = ARCHITECTURES[architecture];
  const { offset, address, length } = codeOf(elf);
  const size = code.length + jump(0).length + FOLDER.length;
  const place = elf.indexOf(Buffer.alloc(Math.ceil(size / 4) * 4, padding), offset);
  if (place < 0 || place > offset + length) throw new Error('no place for the first steps');
  const start = BigInt(address + place - offset);
  const distance = Number(elf.readBigUInt64LE(ENTRY) - start) - code.length;
  Buffer.concat([code, jump(distance), FOLDER]).copy(elf, place);
  elf.writeBigUInt64LE(start, ENTRY);
}
