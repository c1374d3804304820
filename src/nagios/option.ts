/** How an option takes its value. */
export type OptionKind = 'flag' | 'value' | 'list' | 'count';

/** One command-line option: parsing, help, documentation and generated configuration all come from it. */
export interface OptionSpec {
  /** Without the dashes, e.g. `password-file`. */
  readonly name: string;
  readonly letter?: string;
  readonly kind: OptionKind;
  /** What stands for the value in help, e.g. `FILE`. */
  readonly metavar?: string;
  /** What it means, one sentence. */
  readonly help: string;
  readonly unit?: string;
  /** What holds when it is not given, in words or as it would be typed. */
  readonly fallback?: string;
  readonly example?: string;
  readonly group: string;
}

/** A mistake on the command line or in an --extra-opts file. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
