import { ByteReader } from './byteReader';
import { readFeatureExtensions, type FeatureRequests } from './featureExtensions';
import { ProtocolError } from './protocolError';

/** A LOGIN7 message, MS-TDS 2.2.6.4. The password is in the clear here: it goes to the engine and nowhere else. */
export interface Login7 {
  readonly tdsVersion: number;
  readonly packetSize: number;
  readonly hostName: string;
  readonly userName: string;
  readonly password: string;
  readonly applicationName: string;
  readonly serverName: string;
  readonly clientInterface: string;
  readonly language: string;
  readonly database: string;
  readonly readOnlyIntent: boolean;
  /** Integrated security: the client sent, or will send, SSPI data. */
  readonly integratedSecurity: boolean;
  readonly changesPassword: boolean;
  readonly features: FeatureRequests;
}

const fixedSize = 94;
const flag = { integratedSecurity: 0x80, readOnlyIntent: 0x20, changePassword: 0x01, extension: 0x10 } as const;

/** Reads LOGIN7. Throws ProtocolError when a length or offset does not fit. */
export function readLogin7(payload: Buffer): Login7 {
  if (payload.length < fixedSize) throw new ProtocolError('LOGIN7 is shorter than its fixed part.');
  const flags2 = payload.readUInt8(25);
  const typeFlags = payload.readUInt8(26);
  const flags3 = payload.readUInt8(27);
  const field = (at: number): Buffer => {
    const start = payload.readUInt16LE(at);
    const end = start + payload.readUInt16LE(at + 2) * 2;
    if (end > payload.length) throw new ProtocolError('A LOGIN7 field points outside the message.');
    return payload.subarray(start, end);
  };
  const text = (at: number): string => field(at).toString('utf16le');
  return {
    tdsVersion: payload.readUInt32LE(4),
    packetSize: payload.readUInt32LE(8),
    hostName: text(36),
    userName: text(40),
    password: clearPassword(field(44)),
    applicationName: text(48),
    serverName: text(52),
    clientInterface: text(60),
    language: text(64),
    database: text(68),
    readOnlyIntent: (typeFlags & flag.readOnlyIntent) !== 0,
    integratedSecurity: (flags2 & flag.integratedSecurity) !== 0,
    changesPassword: (flags3 & flag.changePassword) !== 0,
    features: (flags3 & flag.extension) !== 0 ? readFeatureExtensions(extensionReader(payload)) : { requested: new Map() },
  };
}

/** ibExtension points at four bytes that point at the feature extensions. */
function extensionReader(payload: Buffer): ByteReader {
  const reader = new ByteReader(payload);
  reader.offset = payload.readUInt16LE(56);
  const start = reader.uint32();
  if (start > payload.length) throw new ProtocolError('The feature extensions lie outside LOGIN7.');
  reader.offset = start;
  return reader;
}

/** Undoes the nibble swap and XOR with 0xA5 of every byte. */
function clearPassword(bytes: Buffer): string {
  const clear = Buffer.allocUnsafe(bytes.length);
  bytes.forEach((byte, index) => {
    const swapped = byte ^ 0xa5;
    clear[index] = ((swapped << 4) | (swapped >>> 4)) & 0xff;
  });
  return clear.toString('utf16le');
}
