/** What a verb gets from the process it is in. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the process is asked to end. */
  readonly stop: AbortSignal;
  /** Takes text for stdout. */
  readonly write: (text: string) => void;
  /** Somebody watches stderr, where the log goes. */
  readonly onTerminal: boolean;
  readonly coloured: boolean;
}

/** Exit codes of every verb. */
export const EXIT = { fine: 0, failed: 1, wrong: 2 } as const;
