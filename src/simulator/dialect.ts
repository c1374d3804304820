/** In whose words Drive answers: the API document's, or a real DSM's. */
export const dialects = ['documented', 'dsm'] as const;
export type Dialect = (typeof dialects)[number];
