/**
 * Instructions that an executable of Linux runs before its own first one. They take from the environment what only the
 * runtime and its allocator would heed, all of which begins with `BUN_` or `MIMA`: anybody could make it another program by
 * that, or have it write files and warnings. And where the working folder is gone they go to one that is always there and in which nobody can make a
 * file: the runtime itself would end with 1, a WARNING, before any program in it begins.
 */

const FOLDER = Buffer.from('/proc/self/ns\0', 'latin1');
const hex = (...lines) => Buffer.from(lines.join(''), 'hex');
const words = (...list) => Buffer.concat(list.map((word) => Buffer.from(Uint32Array.of(word).buffer)));

const [X64_LEA, X64_JMP] = [7, 5];
const int32 = (value) => Buffer.from(Int32Array.of(value).buffer);

/**
 * In the order in which they run; `point` and `jump` lead to what is so many bytes from their own beginning. Every register
 * that the dynamic loader passes on is kept. `padding` is what fills unused places between functions.
 */
const ARCHITECTURES = {
  x64: {
    padding: hex('cc'),
    clean: hex(
      '488b3c24', //       mov rdi, [rsp]                the number of arguments
      '488d7cfc10', //     lea rdi, [rsp + rdi*8 + 16]   the environment
      '488b37', //   next: mov rsi, [rdi]
      '4883c708', //       add rdi, 8
      '4885f6', //         test rsi, rsi
      '7415', //           je named
      '813e42554e5f', //   cmp dword [rsi], 'BUN_'
      '7408', //           je hide
      '813e4d494d41', //   cmp dword [rsi], 'MIMA'
      '75e4', //           jne next
      'c6065f', //   hide: mov byte [rsi], '_'
      'ebdf', //           jmp next
      // named:
    ),
    look: hex(
      '4881ec00100000', // sub rsp, 4096
      '4889e7', //         mov rdi, rsp
      'be00100000', //     mov esi, 4096
      'b84f000000', //     mov eax, SYS_getcwd
      '0f05', //           syscall
      '4881c400100000', // add rsp, 4096
      '4885c0', //         test rax, rax
      '790e', //           jns on
    ),
    /** lea rdi, [FOLDER] */
    point: (distance) => Buffer.concat([hex('488d3d'), int32(distance - X64_LEA)]),
    go: hex(
      'b850000000', //     mov eax, SYS_chdir
      '0f05', //           syscall
    ),
    /** on: jmp */
    jump: (distance) => Buffer.concat([hex('e9'), int32(distance - X64_JMP)]),
  },
  arm64: {
    padding: words(0xd4388e20),
    clean: words(
      0xf94003ea, //       ldr x10, [sp]                 the number of arguments
      0x8b2a6fea, //       add x10, sp, x10, uxtx #3
      0x9100414a, //       add x10, x10, #16             the environment
      0x528aa84d, //       mov w13, #'BU'
      0x72abe9cd, //       movk w13, #'N_', lsl #16
      0x528929af, //       mov w15, #'MI'
      0x72a829af, //       movk w15, #'MA', lsl #16
      0x52800bee, //       mov w14, #'_'
      0xf840854b, // next: ldr x11, [x10], #8
      0xb40000eb, //       cbz x11, named
      0xb940016c, //       ldr w12, [x11]
      0x6b0d019f, //       cmp w12, w13
      0x7a4f1184, //       ccmp w12, w15, #Z, ne
      0x54ffff61, //       b.ne next
      0x3900016e, //       strb w14, [x11]
      0x17fffff9, //       b next
      // named:
    ),
    look: words(
      0xd14007ff, // sub sp, sp, #4096
      0xaa0003e9, //       mov x9, x0
      0x910003e0, //       mov x0, sp
      0xd2820001, //       mov x1, #4096
      0xd2800228, //       mov x8, #SYS_getcwd
      0xd4000001, //       svc #0
      0x914007ff, //       add sp, sp, #4096
      0xb6f80080, //       tbz x0, #63, on
    ),
    /** adr x0, FOLDER */
    point: (distance) => words((0x10000000 | (((distance / 4) & 0x7ffff) << 5)) >>> 0),
    go: words(
      0xd2800628, //       mov x8, #SYS_chdir
      0xd4000001, //       svc #0
      0xaa0903e0, //   on: mov x0, x9
    ),
    /** b */
    jump: (distance) => words((0x14000000 | ((distance / 4) & 0x03ffffff)) >>> 0),
  },
};

/** All of them but the way to what is elsewhere. */
export const firstSteps = (architecture) => {
  const { clean, look, go } = ARCHITECTURES[architecture];
  return Buffer.concat([clean, look, go]);
};

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
  const { padding, clean, look, point, go, jump } = ARCHITECTURES[architecture];
  const { offset, address, length } = codeOf(elf);
  const placeFor = (size, from) => {
    const place = elf.indexOf(Buffer.alloc(Math.ceil(size / 4) * 4, padding), from);
    if (place < 0 || place > offset + length) throw new Error('no place for the first steps');
    return place;
  };
  const size = clean.length + look.length + point(0).length + go.length + jump(0).length;
  const place = placeFor(size, offset);
  const folder = placeFor(FOLDER.length, place + size);
  const start = address + place - offset;
  const toFolder = folder - (place + clean.length + look.length);
  const toBeginning = Number(elf.readBigUInt64LE(ENTRY)) - (start + size - jump(0).length);
  Buffer.concat([clean, look, point(toFolder), go, jump(toBeginning)]).copy(elf, place);
  FOLDER.copy(elf, folder);
  elf.writeBigUInt64LE(BigInt(start), ENTRY);
}
