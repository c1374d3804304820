/** Of the runtime of the native build, what src/dsm asks of it. */
declare namespace Bun {
  interface TlsOptions {
    readonly rejectUnauthorized: false;
    readonly ca?: string | undefined;
    readonly serverName?: string | undefined;
    readonly cert?: string;
    readonly key?: string;
  }

  interface PeerCertificate {
    readonly subject?: { readonly CN?: string | string[]; readonly O?: string | string[] };
    readonly issuer?: { readonly CN?: string | string[]; readonly O?: string | string[] };
    readonly subjectaltname?: string;
    readonly valid_from: string;
    readonly valid_to: string;
    readonly fingerprint256: string;
    readonly raw: Uint8Array;
  }

  interface Socket {
    /** Bytes taken; the rest is to be written after `drain`. */
    write(bytes: Uint8Array): number;
    terminate(): void;
    getPeerCertificate(): PeerCertificate | undefined;
  }

  interface SocketHandler {
    open(socket: Socket): void;
    /** `complaint` says what is wrong with the certificate; with `success` false there is no TLS at all. */
    handshake(socket: Socket, success: boolean, complaint: (Error & { code?: string }) | null): void;
    data(socket: Socket, bytes: Buffer): void;
    drain(socket: Socket): void;
    end(socket: Socket): void;
    close(socket: Socket, error?: Error): void;
    error(socket: Socket, error: Error): void;
    connectError(socket: Socket, error: Error): void;
  }

  interface UdpSocket {
    readonly remoteAddress: { readonly address: string };
    send(text: string): boolean;
    close(): void;
  }

  function udpSocket(options: {
    readonly hostname: string;
    readonly connect: { readonly hostname: string; readonly port: number };
    readonly socket: { error(error: Error): void };
  }): Promise<UdpSocket>;

  const unsafe: {
    /** How much longer than usual code is interpreted before it is compiled; 1 is usual. */
    setJITPolicy(factor: number): void;
  };

  class CryptoHasher {
    constructor(algorithm: 'sha256', key?: string);
    update(text: string): this;
    digest(encoding: 'hex'): string;
  }

  function connect(options: {
    readonly hostname: string;
    readonly port: number;
    readonly tls?: TlsOptions;
    readonly socket: SocketHandler;
  }): Promise<Socket>;
}
