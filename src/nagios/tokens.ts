/** A piece of a command line, as `parseArgs` of node:util cuts it; not by that, which takes as long to load as a check. */
export type Token =
  | { readonly kind: 'positional'; readonly value: string }
  | {
      readonly kind: 'option';
      /** The long name, where the letter has one. */
      readonly name: string;
      /** As typed: `-H`, `--hostname`. */
      readonly rawName: string;
      readonly value: string | undefined;
      /** The value stood in the same word: `-Hnas`, `--hostname=nas`. */
      readonly inlineValue: boolean;
    };

/** What the cutting has to know of the options. */
export interface Grammar {
  readonly longName: (letter: string) => string | undefined;
  readonly takesValue: (name: string) => boolean;
}

/** An option whose value may be the next word, whatever that looks like: `-w -10:10`. */
function option(name: string, rawName: string, { takesValue }: Grammar, rest: string[]): Token {
  const value = takesValue(name) ? rest.shift() : undefined;
  return { kind: 'option', name, rawName, value, inlineValue: false };
}

/** `-vv`, `-vHnas`: letters up to one that takes a value, which is the rest of the word. */
function cutLetters(word: string, grammar: Grammar, rest: string[]): Token[] {
  const tokens: Token[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at);
    const name = grammar.longName(letter) ?? letter;
    const value = word.slice(at + 1);
    if (value !== '' && grammar.takesValue(name))
      return [...tokens, { kind: 'option', name, rawName: `-${letter}`, value, inlineValue: true }];
    tokens.push(option(name, `-${letter}`, grammar, rest));
  }
  return tokens;
}

function cutLong(word: string, grammar: Grammar, rest: string[]): Token {
  if (!word.includes('=', 3)) return option(word.slice(2), word, grammar, rest);
  const equals = word.indexOf('=');
  const rawName = word.slice(0, equals);
  return {
    kind: 'option',
    name: rawName.slice(2),
    rawName,
    value: word.slice(equals + 1),
    inlineValue: true,
  };
}

/** Cuts a command line as getopt does; what follows `--` is no option. */
export function cut(argv: readonly string[], grammar: Grammar): Token[] {
  const tokens: Token[] = [];
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined && word !== '--'; word = rest.shift())
    if (word.startsWith('--')) tokens.push(cutLong(word, grammar, rest));
    else if (word.startsWith('-') && word !== '-') tokens.push(...cutLetters(word, grammar, rest));
    else tokens.push({ kind: 'positional', value: word });
  return [...tokens, ...rest.map((value) => ({ kind: 'positional' as const, value }))];
}
