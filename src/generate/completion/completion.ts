import type { OptionSpec } from '../../nagios/option.ts';
import { SEVERITY } from '../../nagios/status.ts';

/** What may stand where an option takes its value. */
export type Completion =
  /** `optional`: only behind an equals sign. */
  | { readonly kind: 'file' | 'directory' | 'host' | 'anything' | 'optional' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

/** What a metavar stands for. A value that is one of several words names them: `auto|documented|dsm`. */
const BY_METAVAR: Readonly<Record<string, Completion>> = {
  FILE: { kind: 'file' },
  DIR: { kind: 'directory' },
  HOST: { kind: 'host' },
  STATE: { kind: 'words', words: SEVERITY.map((state) => state.toLowerCase()) },
};

/** How the value of an option is completed; undefined where it takes none. */
export function completionOf({ kind, metavar = '' }: OptionSpec): Completion | undefined {
  if (kind === 'flag' || kind === 'count') return undefined;
  if (/^[a-z]+(?:\|[a-z]+)+$/.test(metavar)) return { kind: 'words', words: metavar.split('|') };
  if (metavar.startsWith('[')) return { kind: 'optional' };
  return BY_METAVAR[metavar] ?? { kind: 'anything' };
}
