/** What TLS must prove before a byte of a request is sent. */
export interface TlsPolicy {
  /** PEM text that replaces the system's trust: a CA, or the NAS's self-signed certificate. */
  readonly ca?: string | undefined;
  /** SHA-256 of accepted certificates, 64 lower-case hex digits each; when there is one, nothing else is asked. */
  readonly fingerprints: readonly string[];
  /** The name the certificate must carry when that is not the host. */
  readonly name?: string | undefined;
  /** False: any certificate will do. */
  readonly verify: boolean;
  /** PEM texts of our own certificate, for a server that asks for one. */
  readonly client?: { readonly cert: string; readonly key: string } | undefined;
  /** What will be spoken, in ALPN's names; http/1.1 where nothing is said. */
  readonly protocols?: readonly string[] | undefined;
}

/** Where the NAS listens; no `tls` means plain http. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly tls?: TlsPolicy | undefined;
}

/** One form POST. */
export interface FormRequest {
  /** Path below the root, e.g. `/webapi/entry.cgi`. */
  readonly path: string;
  /** The url-encoded body. */
  readonly form: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What came back, whatever the status; the body is at most MAX_BODY bytes of UTF-8. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  /** The `Location` header without its query. */
  readonly location: string | undefined;
  readonly body: string;
}

/** The NAS's certificate, as far as people ask for it. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** Names it is good for, e.g. `nas.example.com`, `192.0.2.10`. */
  readonly names: readonly string[];
  readonly validFrom: Date;
  readonly validTo: Date;
  /** SHA-256 as 64 lower-case hex digits. */
  readonly fingerprint: string;
}

/**
 * HTTP to one NAS. Each runtime has its own; the rest of the program knows only this.
 * `post` throws UnreachableError, CertificateError, AnswerError, or the reason of the request's signal.
 */
export interface Transport {
  post(request: FormRequest): Promise<HttpAnswer>;
  /** Seen at the last TLS handshake; undefined before it and with plain http. */
  readonly certificate: Certificate | undefined;
  /** Drops every connection at once. */
  close(): void;
}

/** An answer larger than this is refused: no list of connections is, and memory on a monitoring server is not ours. */
export const MAX_BODY = 64 * 1024 * 1024;

/** `host:port` for messages, an IPv6 address in brackets. */
export function authority(endpoint: Endpoint): string {
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host;
  return `${host}:${endpoint.port}`;
}
