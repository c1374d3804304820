import type { Question } from './question.ts';

export const SCHEMES = ['http', 'https'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** Where one question is asked in one way, and a session there. */
export type Place = {
  readonly question: Question;
  readonly scheme: Scheme;
  readonly url: string;
  readonly port: number;
  readonly sid: string;
};

/** What the process of the simulated NAS tells when it listens; `authority` is the PEM that its certificates trust. */
export type NasReport = { readonly places: readonly Place[]; readonly authority: string };
