/** One instruction of a Dockerfile, with its lines joined. */
export interface Instruction {
  readonly name: string;
  readonly words: string;
}

/** A stage: from one FROM to the next. */
export interface Stage {
  readonly from: string;
  readonly alias: string | undefined;
  readonly instructions: readonly Instruction[];
}

export function instructionsOf(text: string): Instruction[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines.flatMap((line) => {
    const [, name, words] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === undefined || words === undefined) {
      if (line.trim() === '') return [];
      throw new Error(`no instruction: ${line}`);
    }
    return [{ name, words }];
  });
}

export function stagesOf(text: string): Stage[] {
  const all = instructionsOf(text);
  const starts = all.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []));
  return starts.map((start, index) => {
    const [from = '', , alias] = (all[start]?.words ?? '').split(' ');
    return { from, alias, instructions: all.slice(start + 1, starts[index + 1]) };
  });
}

/** The words of one kind of instruction in a stage. */
export const wordsOf = ({ instructions }: Stage, name: string): string[] =>
  instructions.filter((one) => one.name === name).map(({ words }) => words);
