/** How connections are made. The native build puts bun-line.ts in the place of undici.ts. */
export { openLine } from './undici.ts';
