import type { Check } from '../../nagios/check.ts';

/** The check that the others depend on: what it finds wrong is wrong for all of them. */
export const isHealth = ({ id }: Check): boolean => id === 'health';

/** The check that judges everything: no further service beside the others, but the only one of its hosts. */
export const isAll = ({ id }: Check): boolean => id === 'all';
