import type { Rival } from './contestant.ts';
import { SCHEMES, type Scheme } from './place.ts';
import type { Question } from './question.ts';
import type { Entry } from './race.ts';

/** What one contestant took over one scheme. A ratio is that of medians, to the peer that asked the same question. */
export type Figures = {
  readonly median: number;
  readonly least: number;
  readonly toPython: number | undefined;
  readonly toCheckHttp: number | undefined;
};

/** A row of the table; times in milliseconds, memory in MiB. */
export type Result = {
  readonly rival: Rival;
  readonly question: Question | undefined;
  readonly http: Figures;
  readonly https: Figures;
  readonly requests: number;
  readonly memory: number;
};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1);
  return (low + high) / 2;
}

function figures(entry: Entry, entries: readonly Entry[]): Figures {
  const own = median(entry.milliseconds);
  const to = (rival: Rival) => {
    const other = entries.find(
      ({ contestant, place }) => contestant.rival === rival && place === entry.place,
    );
    return other && entry.contestant.question ? own / median(other.milliseconds) : undefined;
  };
  return {
    median: own,
    least: Math.min(...entry.milliseconds),
    toPython: to('Python'),
    toCheckHttp: to('check_http'),
  };
}

/** One row per contestant of both its entries. */
export function results(entries: readonly Entry[]): readonly Result[] {
  const contestants = [...new Set(entries.map(({ contestant }) => contestant))];
  return contestants.map((contestant) => {
    const own = entries.filter((entry) => entry.contestant === contestant);
    const over = (scheme: Scheme) => {
      const entry = own.find(({ place }) => place.scheme === scheme);
      if (!entry) throw new Error(`${contestant.rival} did not run over ${scheme}`);
      return figures(entry, entries);
    };
    const [http, https] = SCHEMES.map(over) as [Figures, Figures];
    const requests = own.reduce((sum, entry) => sum + entry.requests, 0);
    const memory = Math.max(...own.map((entry) => entry.memory)) / 1024;
    return { rival: contestant.rival, question: contestant.question, http, https, requests, memory };
  });
}
