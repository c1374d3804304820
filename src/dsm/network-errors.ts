import { AnswerError, ConfigurationError, DsmError, UnreachableError } from './errors.ts';
import { authority, type Endpoint } from './transport.ts';

/** The code of a socket, TLS or undici error; a failed attempt on several addresses hides it one level down. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: unknown[] };
  if (typeof code === 'string') return code;
  return errors?.length ? codeOf(errors[0]) : '';
}

const PLAIN_ANSWER = [
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
];

function speaksPlainHttp(error: unknown, code: string): boolean {
  return (
    PLAIN_ANSWER.includes(code) ||
    (code === 'EPROTO' && /wrong.version.number|packet.length|http.request/i.test(String(error)))
  );
}

function unreachable(endpoint: Endpoint, code: string, cause: unknown): UnreachableError | undefined {
  const there = authority(endpoint);
  const up = 'Is the NAS up, and does a firewall let this machine through?';
  switch (code) {
    case 'ENOTFOUND':
      return new UnreachableError(
        'name',
        `the name ${endpoint.host} is not known`,
        'Check --hostname and DNS',
        cause,
      );
    case 'EAI_AGAIN':
      return new UnreachableError(
        'name',
        `no name server answers for ${endpoint.host}`,
        "Check this machine's DNS",
        cause,
      );
    case 'ECONNREFUSED':
      return new UnreachableError(
        'refused',
        `${there} refuses connections`,
        `Is the NAS up, and is this the port of DSM (5001 https, 5000 http)?`,
        cause,
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'EADDRNOTAVAIL':
    case 'EACCES':
    case 'EINVAL':
    case 'EPERM':
      return new UnreachableError('route', `there is no way to ${there} (${code})`, up, cause);
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return new UnreachableError('time', `no connection to ${there} in time`, up, cause);
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return new UnreachableError(
        'reset',
        `${there} closed the connection without a full answer`,
        endpoint.tls ? up : 'If this port speaks https, leave out --plain-http',
        cause,
      );
    default:
      return undefined;
  }
}

/** Of undici; it asserts what an answer must be, such as a status of 100 at least. */
const NO_HTTP = ['UND_ERR_REQ_CONTENT_LENGTH_MISMATCH', 'UND_ERR_HEADERS_OVERFLOW', 'ERR_ASSERTION'];

const SAFE_PROFILE =
  'In DSM, choose Intermediate or Modern under Control Panel > Security > Advanced > TLS / SSL Profile Level';

/** In the words of TLS alone: OpenSSL adds the lines of its source, and its number of a thread. */
function tlsReason(code: string, text: string): string {
  const [, reason = code.replace(/^ERR_(?:SSL_)?/, '')] = /:([A-Z][A-Z\d_]+)$/.exec(text) ?? [];
  return reason.toLowerCase().replaceAll('_', ' ');
}

function tlsFailure(endpoint: Endpoint, reason: string, cause: unknown): AnswerError {
  const there = authority(endpoint);
  if (/protocol version|unsupported protocol|version too low/.test(reason))
    return new AnswerError(`${there} speaks no TLS that is safe (1.2 or 1.3)`, SAFE_PROFILE, cause);
  if (/handshake failure|no shared cipher|insufficient security/.test(reason))
    return new AnswerError(
      `${there} broke off the handshake of TLS: it shares no cipher with this machine, or wants a certificate of it`,
      SAFE_PROFILE,
      cause,
    );
  return new AnswerError(`TLS with ${there} failed (${reason})`, 'Does the port speak https?', cause);
}

/** Any error of a connection as one of ours. */
export function translateNetworkError(error: unknown, endpoint: Endpoint): DsmError {
  if (error instanceof DsmError) return error;
  const code = codeOf(error);
  if (speaksPlainHttp(error, code))
    return new AnswerError(
      `${authority(endpoint)} speaks plain http, not https`,
      'Use the https port (usually 5001), or --plain-http on a network you trust',
      error,
    );
  if (code === 'EMFILE' || code === 'ENFILE')
    return new ConfigurationError(
      `no more files can be opened, and no connections (${code})`,
      'Raise the limit of open files (ulimit -n)',
      error,
    );
  const known = unreachable(endpoint, code, error);
  if (known) return known;
  const isParserError = error instanceof Error && error.name === 'HTTPParserError';
  if (isParserError || code.startsWith('HPE_') || NO_HTTP.includes(code))
    return new AnswerError(
      `${authority(endpoint)} does not speak HTTP`,
      'Is this the port of DSM (5001 https, 5000 http)?',
      error,
    );
  const text = error instanceof Error ? error.message : String(error);
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code === 'EPROTO')
    return tlsFailure(endpoint, tlsReason(code, text), error);
  const shown = [code, text].filter(Boolean).join(': ');
  return new UnreachableError(
    'reset',
    `the connection to ${authority(endpoint)} failed (${shown})`,
    undefined,
    error,
  );
}
