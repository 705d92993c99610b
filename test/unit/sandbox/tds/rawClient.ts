import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { TdsServer } from '../../../sandbox/tds/server';

/** A client of our own for what the driver cannot be made to send. Unencrypted. */
export class RawClient {
  private received: Buffer = Buffer.alloc(0);
  private wake: (() => void) | undefined;
  /** Takes what the server sends during a TLS handshake. */
  private handshake: ((chunk: Buffer) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      if (this.handshake !== undefined) {
        this.handshake(chunk);
        return;
      }
      this.received = Buffer.concat([this.received, chunk]);
      this.wake?.();
    });
    socket.on('error', () => undefined);
  }

  static open(server: TdsServer): Promise<RawClient> {
    return new Promise((resolve) => {
      const socket = connect(server.port, server.host, () => {
        resolve(new RawClient(socket));
      });
    });
  }

  /** One packet. `status` 1 ends the message. */
  send(type: number, payload: Buffer, status = 1): void {
    this.socket.write(packet(type, payload, status));
  }

  /** The payload of the next whole message. */
  async message(): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (;;) {
      if (this.received.length >= 8 && this.received.length >= this.received.readUInt16BE(2)) {
        const length = this.received.readUInt16BE(2);
        const isLast = this.received[1] === 1;
        parts.push(this.received.subarray(8, length));
        this.received = this.received.subarray(length);
        if (isLast) return Buffer.concat(parts);
        continue;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** PRELOGIN without encryption, LOGIN7 with these feature extensions; gives the answer to LOGIN7. */
  async logIn(features: Buffer = Buffer.alloc(0)): Promise<Buffer> {
    this.send(0x12, Buffer.from('0100060001FF02', 'hex'));
    await this.message();
    this.send(0x10, login7(features));
    return this.message();
  }

  /** As logIn, but asks for an encrypted login only: LOGIN7 goes through TLS, everything after it is plain. */
  async logInEncrypted(): Promise<Buffer> {
    this.send(0x12, Buffer.from('0100060001FF00', 'hex'));
    await this.message();
    let isWrapped = true;
    const { socket } = this;
    const tunnel = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, callback) => {
        if (isWrapped) this.send(0x12, chunk);
        else socket.write(chunk);
        callback();
      },
    });
    let pending: Buffer = Buffer.alloc(0);
    this.handshake = (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 8 && pending.length >= pending.readUInt16BE(2)) {
        const length = pending.readUInt16BE(2);
        tunnel.push(pending.subarray(8, length));
        pending = pending.subarray(length);
      }
    };
    const secure = connectTls({ socket: tunnel, rejectUnauthorized: false, maxVersion: 'TLSv1.2' });
    await new Promise<void>((resolve, reject) => {
      secure.once('secureConnect', resolve);
      secure.once('error', reject);
    });
    isWrapped = false;
    this.handshake = undefined;
    secure.write(packet(0x10, login7(Buffer.alloc(0)), 1));
    return this.message();
  }

  /** A batch in one packet. */
  batch(text: string): void {
    this.send(0x01, batchPayload(text));
  }

  close(): void {
    this.socket.destroy();
  }
}

function packet(type: number, payload: Buffer, status: number): Buffer {
  const header = Buffer.of(type, status, 0, 0, 0, 0, 1, 0);
  header.writeUInt16BE(payload.length + 8, 2);
  return Buffer.concat([header, payload]);
}

/** ALL_HEADERS with the transaction descriptor, then the text. */
export function batchPayload(text: string): Buffer {
  const headers = Buffer.from('16000000120000000200000000000000000001000000', 'hex');
  return Buffer.concat([headers, Buffer.from(text, 'utf16le')]);
}

function login7(features: Buffer): Buffer {
  const user = Buffer.from('sa', 'utf16le');
  const password = Buffer.from('right', 'utf16le').map((byte) => (((byte << 4) | (byte >>> 4)) & 0xff) ^ 0xa5);
  const fixed = Buffer.alloc(94);
  fixed.writeUInt32LE(0x74000004, 4);
  fixed.writeUInt32LE(4096, 8);
  fixed.writeUInt8(0x10, 27);
  for (let field = 36; field <= 68; field += 4) fixed.writeUInt16LE(94, field);
  fixed.writeUInt16LE(2, 42);
  fixed.writeUInt16LE(94 + user.length, 44);
  fixed.writeUInt16LE(5, 46);
  const extension = 94 + user.length + password.length;
  fixed.writeUInt16LE(extension, 56);
  fixed.writeUInt16LE(4, 58);
  const pointer = Buffer.alloc(4);
  pointer.writeUInt32LE(extension + 4);
  const login = Buffer.concat([fixed, user, password, pointer, features, Buffer.of(0xff)]);
  login.writeUInt32LE(login.length, 0);
  return login;
}
