/** What node:net takes of us about a name with several addresses. */
export interface Patience {
  /** Milliseconds for each address but the last; Node's own are 250. */
  readonly autoSelectFamilyAttemptTimeout?: number;
}

/** Longer than any run: the deadline comes first. */
const ENDLESS: Patience = { autoSelectFamilyAttemptTimeout: 2 ** 31 - 1 };

/** Whether an address was left for the next one because it took its time. */
const isImpatient = (error: unknown) =>
  ((error as { errors?: readonly { code?: unknown }[] }).errors ?? []).some(
    ({ code }) => code === 'ETIMEDOUT',
  );

/**
 * Connects to a name with several addresses: first with a short time for each, so that one that leads nowhere, as IPv6 often
 * does, does not keep the others waiting; where none of them connects, with all the time there is for the first.
 */
export async function connectPatiently<T>(connect: (patience: Patience) => Promise<T>): Promise<T> {
  try {
    return await connect({});
  } catch (error) {
    if (!isImpatient(error)) throw error;
    return connect(ENDLESS);
  }
}
