/**
 * Instructions that an executable of Linux runs before its own first one. They take from the environment what only the
 * runtime and its allocator would heed, all of which begins with `BUN_` or `MIMA`: anybody could make it another program by
 * that, or have it write files and warnings. Then, where the executable is called by the name of a check, they set the one
 * option of the engine by which it makes no machine code, and no room for it: a check is over before that would pay. And
 * where the working folder is gone they go to one that is always there and in which nobody can make a file: the runtime
 * itself would end with 1, a WARNING, before any program in it begins.
 */
import { codeOf, slotOf } from './elf.mjs';
import { arm64 } from './first-steps-arm64.mjs';
import { x64 } from './first-steps-x64.mjs';

/**
 * Each step is a list of instructions, and of those that are made of their own address and of the one they lead to; it
 * ends at its end, where a `jump` leads to the next. Every register that the dynamic loader passes on is kept. `padding`
 * is what fills unused places between functions.
 */
const ARCHITECTURES = { x64, arm64 };

/** The steps in the order in which they run, each with the way to the next. */
const stepsOf = ({ hideVariables, compileNothing, leaveLostFolder, jump }) =>
  [hideVariables, compileNothing, leaveLostFolder].map((step) => [...step, jump]);

/** What the steps point to. */
const TEXTS = { option: 'BUN_JSC_useJIT\0', value: 'false\0', folder: '/proc/self/ns\0' };

const ENTRY = 24;
const lengthOf = (step) => step.reduce((sum, { length }) => sum + length, 0);

/** A step as it is at an address, with the addresses that it leads to. */
const written = (step, start, targets) =>
  Buffer.concat(
    step.map((part, index) =>
      Buffer.isBuffer(part) ? part : part.from(start + lengthOf(step.slice(0, index)), targets[part.to]),
    ),
  );

/** All that makes one executable's first steps differ from another's, but for addresses. */
export function firstSteps(architecture) {
  const nowhere = { option: 0, value: 0, folder: 0, setenv: 0, next: 0 };
  const steps = stepsOf(ARCHITECTURES[architecture]).map((step) => written(step, 0, nowhere));
  return Buffer.concat([...steps, Buffer.from(Object.values(TEXTS).join(''), 'latin1')]);
}

/** Puts the first steps into an executable's bytes. */
export function takeFirstSteps(elf, architecture) {
  const { offset, address, length } = codeOf(elf);
  const { padding } = ARCHITECTURES[architecture];
  /** Writes to an unused place in the code, and returns its address. */
  const place = (size, bytesAt) => {
    const found = elf.indexOf(Buffer.alloc(Math.ceil(size / 4) * 4, padding), offset);
    if (found < 0 || found + size > offset + length) throw new Error('no place for the first steps');
    const start = address + found - offset;
    bytesAt(start).copy(elf, found);
    return start;
  };
  const targets = { setenv: slotOf(elf, 'setenv'), next: Number(elf.readBigUInt64LE(ENTRY)) };
  for (const [name, text] of Object.entries(TEXTS))
    targets[name] = place(text.length, () => Buffer.from(text, 'latin1'));
  for (const step of stepsOf(ARCHITECTURES[architecture]).toReversed())
    targets.next = place(lengthOf(step), (start) => written(step, start, targets));
  elf.writeBigUInt64LE(BigInt(targets.next), ENTRY);
}
