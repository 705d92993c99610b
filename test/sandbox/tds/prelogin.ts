import { ByteReader } from './byteReader';
import { ByteWriter } from './byteWriter';
import { ProtocolError } from './protocolError';

/** MS-TDS 2.2.6.5. */
const option = {
  version: 0,
  encryption: 1,
  instance: 2,
  threadId: 3,
  mars: 4,
  traceId: 5,
  federatedAuthentication: 6,
  nonce: 7,
  end: 0xff,
} as const;

/** Values of the ENCRYPTION option. */
export const encryption = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

/** How a server treats encryption. */
export type EncryptionMode =
  /** Encrypts every client that can; a client that cannot is served in the clear. */
  | 'on'
  /** The product's default: all of the connection when the client asks, else the login only. */
  | 'off'
  /** Forced: a client without encryption is turned away. */
  | 'required'
  /** The server has no encryption. */
  | 'notSupported'
  /** TDS 8.0 only: TLS comes before everything. */
  | 'strict';

/** What is encrypted after PRELOGIN. `refused`: the two sides cannot agree, the connection ends. */
export type EncryptionScope = 'none' | 'login' | 'all' | 'refused';

export interface PreloginRequest {
  /** The client's ENCRYPTION byte without the certificate bits. */
  readonly encryption: number;
  readonly instance: string;
  readonly federatedAuthenticationRequired: boolean;
  readonly hasNonce: boolean;
}

/** Reads the client's options. Throws ProtocolError. */
export function readPrelogin(payload: Buffer): PreloginRequest {
  const reader = new ByteReader(payload);
  let mode: number = encryption.notSupported;
  let instance = '';
  let federatedAuthenticationRequired = false;
  let hasNonce = false;
  for (let token = reader.uint8(); token !== option.end; token = reader.uint8()) {
    const [offsetHigh, offsetLow, lengthHigh, lengthLow] = reader.bytes(4);
    const offset = ((offsetHigh ?? 0) << 8) | (offsetLow ?? 0);
    const length = ((lengthHigh ?? 0) << 8) | (lengthLow ?? 0);
    if (offset + length > payload.length) throw new ProtocolError('A PRELOGIN option points outside the message.');
    const data = payload.subarray(offset, offset + length);
    if (token === option.encryption) mode = (data[0] ?? encryption.notSupported) & 0x0f;
    if (token === option.instance) instance = data.toString('latin1').replace(/\0.*$/s, '');
    if (token === option.federatedAuthentication) federatedAuthenticationRequired = data[0] === 1;
    if (token === option.nonce) hasNonce = data.length === 32;
  }
  return { encryption: mode, instance, federatedAuthenticationRequired, hasNonce };
}

/** The server's ENCRYPTION answer and what follows from it (the table of MS-TDS 2.2.6.5). */
export function negotiateEncryption(mode: EncryptionMode, client: number): { readonly answer: number; readonly scope: EncryptionScope } {
  const wantsAll = client === encryption.on || client === encryption.required;
  if (mode === 'notSupported') return { answer: encryption.notSupported, scope: wantsAll ? 'refused' : 'none' };
  if (client === encryption.notSupported) {
    return mode === 'required' || mode === 'strict'
      ? { answer: encryption.required, scope: 'refused' }
      : { answer: encryption.notSupported, scope: 'none' };
  }
  if (wantsAll) return { answer: encryption.on, scope: 'all' };
  return mode === 'off' ? { answer: encryption.off, scope: 'login' } : { answer: encryption.required, scope: 'all' };
}

/** The server's options. `version` is the product version, for example `16.0.4175.1`. */
export function writePrelogin(version: string, answer: number, request: PreloginRequest): Buffer {
  const [major = 0, minor = 0, build = 0] = version.split('.').map(Number);
  const options: [number, Buffer][] = [
    [option.version, Buffer.from([major, minor, build >>> 8, build & 0xff, 0, 0])],
    [option.encryption, Buffer.of(answer)],
    [option.instance, Buffer.of(0)],
    [option.threadId, Buffer.alloc(0)],
    [option.mars, Buffer.of(0)],
    [option.traceId, Buffer.alloc(0)],
  ];
  if (request.federatedAuthenticationRequired) options.push([option.federatedAuthentication, Buffer.of(1)]);
  if (request.hasNonce) options.push([option.nonce, Buffer.alloc(32, 0x5a)]);
  const writer = new ByteWriter(128);
  let offset = options.length * 5 + 1;
  for (const [token, data] of options) {
    writer.bytes(Buffer.of(token, offset >>> 8, offset & 0xff, data.length >>> 8, data.length & 0xff));
    offset += data.length;
  }
  writer.uint8(option.end);
  for (const [, data] of options) writer.bytes(data);
  return Buffer.from(writer.written());
}
