import type { Certificate, Endpoint, FormRequest, HttpAnswer } from './transport.ts';

/** One connection to a NAS, opened at its first request; it carries one request after the other. */
export interface Line {
  /** Throws whatever the runtime throws, or the reason of the request's signal. */
  send(request: FormRequest): Promise<HttpAnswer>;
  /** The server keeps it open for another request, as far as is known. */
  readonly open: boolean;
  /** Drops it at once. */
  close(): void;
}

/**
 * All that differs between the runtimes: how a connection is made. Nothing is sent on it before the endpoint's policy has
 * accepted the certificate, which is told to `seen` either way.
 */
export type OpenLine = (endpoint: Endpoint, seen: (certificate: Certificate) => void) => Line;
