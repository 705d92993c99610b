import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { ServerCertificate } from './certificate';
import { packetHeaderSize, packetType, writePackets } from './packets';
import type { PacketSink } from './response';

const handshakePacketSize = 4096;
const lingerMilliseconds = 2000;

/**
 * The bytes of one connection: plain, through TLS whose handshake is wrapped in PRELOGIN packets (TDS 7), or through TLS
 * from the first byte (TDS 8).
 */
export class Transport implements PacketSink {
  private tunnel: TlsTunnel | undefined;
  private secure: TLSSocket | undefined;
  private ending = false;

  constructor(
    private readonly socket: Socket,
    private readonly events: { data(chunk: Buffer): void; failed(): void },
  ) {
    socket.on('data', (chunk: Buffer) => {
      if (this.tunnel === undefined) events.data(chunk);
      else this.tunnel.receive(chunk);
    });
  }

  get isEncrypted(): boolean {
    return this.secure !== undefined;
  }

  /** Starts TLS. `wrapped`: the handshake travels in PRELOGIN packets; such clients know nothing newer than TLS 1.2. */
  startTls(certificate: ServerCertificate, wrapped: boolean): void {
    const tunnel = new TlsTunnel(this.socket, wrapped);
    const secure = new TLSSocket(tunnel, {
      isServer: true,
      secureContext: createSecureContext({
        key: certificate.key,
        cert: certificate.certificate,
        minVersion: 'TLSv1.2',
        maxVersion: wrapped ? 'TLSv1.2' : 'TLSv1.3',
      }),
      ...(wrapped ? {} : { ALPNProtocols: ['tds/8.0'] }),
    });
    secure.on('data', (chunk: Buffer) => {
      this.events.data(chunk);
    });
    secure.on('error', () => {
      this.events.failed();
    });
    this.tunnel = tunnel;
    this.secure = secure;
  }

  /** Hands over bytes that arrived before TLS was started. */
  resume(chunk: Buffer): void {
    this.tunnel?.receive(chunk);
  }

  /** Goes back to plain bytes: only the login was encrypted. */
  stopTls(): void {
    this.tunnel = undefined;
    this.secure = undefined;
  }

  send(packets: Buffer): boolean {
    const stream = this.stream();
    return stream.destroyed || !stream.writable || stream.write(packets);
  }

  drained(): Promise<void> {
    const stream = this.stream();
    if (stream.destroyed || !stream.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        stream.off('drain', done);
        this.socket.off('close', done);
        resolve();
      };
      stream.on('drain', done);
      this.socket.on('close', done);
    });
  }

  /** Sends what is buffered, then closes; a peer that keeps its side open is cut off. */
  end(): void {
    const stream = this.stream();
    if (stream.destroyed || this.ending) return;
    this.ending = true;
    this.socket.setTimeout(lingerMilliseconds, () => {
      this.destroy();
    });
    stream.end(() => this.socket.end());
  }

  destroy(): void {
    this.secure?.destroy();
    this.socket.destroy();
  }

  private stream(): Duplex {
    return this.secure ?? this.socket;
  }
}

/** The lower side of TLS: takes records out of PRELOGIN packets, and puts them in, until the first record of data. */
class TlsTunnel extends Duplex {
  private pending: Buffer = Buffer.alloc(0);

  constructor(
    private readonly socket: Socket,
    private wrapped: boolean,
  ) {
    super();
  }

  receive(chunk: Buffer): void {
    if (!this.wrapped) {
      this.push(chunk);
      return;
    }
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    while (this.pending.length > 0) {
      if (this.pending[0] !== packetType.prelogin) {
        this.wrapped = false;
        const rest = this.pending;
        this.pending = Buffer.alloc(0);
        this.push(rest);
        return;
      }
      if (this.pending.length < packetHeaderSize) return;
      const length = this.pending.readUInt16BE(2);
      if (length < packetHeaderSize) {
        this.destroy(new Error('A handshake packet is shorter than its header.'));
        return;
      }
      if (this.pending.length < length) return;
      this.push(this.pending.subarray(packetHeaderSize, length));
      this.pending = this.pending.subarray(length);
    }
  }

  override _read(): void {
    // Data is pushed as it comes: the socket's own flow is not paused, requests are small.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    const bytes = this.wrapped
      ? writePackets(chunk, { type: packetType.prelogin, packetSize: handshakePacketSize, processId: 0, last: true }, 0).packets
      : chunk;
    if (this.socket.destroyed) {
      callback();
      return;
    }
    this.socket.write(bytes, (error) => {
      callback(error);
    });
  }
}
