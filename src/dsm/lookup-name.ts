import type { LookupFunction } from 'node:net';

/** Looks a name up as src/dsm/lookup.ts does, which is loaded only where there is a name to look up. */
export const lookUpName: LookupFunction = (name, options, done) => {
  void import('./lookup.ts').then(({ lookUp }) =>
    lookUp(name, options, done as Parameters<typeof lookUp>[2]),
  );
};
