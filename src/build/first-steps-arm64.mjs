/** The first steps in the instructions of arm64; see first-steps.mjs. */
const words = (...list) => Buffer.concat(list.map((word) => Buffer.from(Uint32Array.of(word).buffer)));

/** Instructions that lead `to` something, made of their own address and of what they lead to. */
const leading = (to, length, encode) => ({
  to,
  length,
  from: (own, target) => words(...encode(target - own, own, target).map((word) => word >>> 0)),
});

const NEAR = 1 << 20;

/** adr: a register comes to point there. */
const point = (register, to) =>
  leading(to, 4, (distance) => {
    if (Math.abs(distance) >= NEAR) throw new Error(`the first steps are too far from ${to}`);
    return [0x10000000 | ((distance & 3) << 29) | (((distance >> 2) & 0x7ffff) << 5) | register];
  });

const PAGE = 4096;

/** adrp x16 and add x16: as the executable itself does before a call, for what then finds the function. */
const slot = (to) =>
  leading(to, 8, (_, own, target) => {
    const pages = Math.floor(target / PAGE) - Math.floor(own / PAGE);
    return [
      0x90000010 | ((pages & 3) << 29) | (((pages >> 2) & 0x7ffff) << 5),
      0x91000210 | ((target % PAGE) << 10),
    ];
  });

export const arm64 = {
  padding: words(0xd4388e20),
  /** b */
  jump: leading('next', 4, (distance) => [0x14000000 | ((distance / 4) & 0x03ffffff)]),
  hideVariables: [
    words(
      0xf94003ea, //       ldr x10, [sp]                 the number of arguments
      0x8b2a6fea, //       add x10, sp, x10, uxtx #3
      0x9100414a, //       add x10, x10, #16             the environment
      0x528aa84d, //       mov w13, #'BU'
      0x72abe9cd, //       movk w13, #'N_', lsl #16
      0x528929af, //       mov w15, #'MI'
      0x72a829af, //       movk w15, #'MA', lsl #16
      0x52800bee, //       mov w14, #'_'
      0xf840854b, // next: ldr x11, [x10], #8
      0xb40000eb, //       cbz x11, end
      0xb940016c, //       ldr w12, [x11]
      0x6b0d019f, //       cmp w12, w13
      0x7a4f1184, //       ccmp w12, w15, #Z, ne
      0x54ffff61, //       b.ne next
      0x3900016e, //       strb w14, [x11]
      0x17fffff9, //       b next
    ),
  ],
  compileNothing: [
    words(
      0xf94007ea, //       ldr x10, [sp, #8]            the first argument
      0xb400030a, //       cbz x10, end
      0xaa0a03eb, // name: mov x11, x10
      0x3840154c, // each: ldrb w12, [x10], #1
      0x7100bd9f, //       cmp w12, #'/'
      0x54ffffa0, //       b.eq name
      0x35ffffac, //       cbnz w12, each
      0xb940016c, //       ldr w12, [x11]
      0xb840216d, //       ldur w13, [x11, #2]
      0x528d0c6e, //       mov w14, #'ch'
      0x72ac6cae, //       movk w14, #'ec', lsl #16
      0x528c6caf, //       mov w15, #'ec'
      0x72abed6f, //       movk w15, #'k_', lsl #16
      0x6b0e019f, //       cmp w12, w14
      0x7a4f01a0, //       ccmp w13, w15, #0, eq
      0x54000141, //       b.ne end
      0xaa0003f3, //       mov x19, x0
    ),
    point(0, 'option'), // adr x0, option
    point(1, 'value'), //  adr x1, value
    words(0xd2800022), //  mov x2, #1                    also where it is set
    slot('setenv'), //     adrp x16, setenv; add x16, x16, :lo12:setenv
    words(
      0xf9400211, //       ldr x17, [x16]
      0xd63f0220, //       blr x17
      0xaa1303e0, //       mov x0, x19
    ),
  ],
  leaveLostFolder: [
    words(
      0xd14007ff, //       sub sp, sp, #4096
      0xaa0003e9, //       mov x9, x0
      0x910003e0, //       mov x0, sp
      0xd2820001, //       mov x1, #4096
      0xd2800228, //       mov x8, #SYS_getcwd
      0xd4000001, //       svc #0
      0x914007ff, //       add sp, sp, #4096
      0xb6f80080, //       tbz x0, #63, there
    ),
    point(0, 'folder'), // adr x0, folder
    words(
      0xd2800628, //       mov x8, #SYS_chdir
      0xd4000001, //       svc #0
      0xaa0903e0, // there: mov x0, x9
    ),
  ],
};
