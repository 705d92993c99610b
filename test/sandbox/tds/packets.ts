import { ProtocolError } from './protocolError';

/** MS-TDS 2.2.3.1.1: what a message is. */
export const packetType = {
  sqlBatch: 0x01,
  rpc: 0x03,
  tabularResult: 0x04,
  attention: 0x06,
  bulkLoad: 0x07,
  federatedAuthenticationToken: 0x08,
  transactionManager: 0x0e,
  login7: 0x10,
  sspi: 0x11,
  prelogin: 0x12,
} as const;

/** MS-TDS 2.2.3.1.2: bits of the status byte. */
export const packetStatus = { endOfMessage: 0x01, ignore: 0x02, resetConnection: 0x08, resetConnectionSkipTransaction: 0x10 } as const;

export const packetHeaderSize = 8;
export const defaultPacketSize = 4096;
const minimumPacketSize = 512;
const largestPacketSize = 32767;
/** No honest client of the sandbox sends more in one message. */
const largestMessage = 256 * 1024 * 1024;
/** Before the login is accepted: LOGIN7 has at most 128 kB, a token is smaller. */
const largestLoginMessage = 256 * 1024;

/** The packet size that a login asked for, brought into the range that the protocol allows. */
export function negotiatePacketSize(asked: number): number {
  if (asked === 0) return defaultPacketSize;
  return Math.min(largestPacketSize, Math.max(minimumPacketSize, asked));
}

export interface ClientMessage {
  readonly type: number;
  /** Status bits of the first packet: the reset bits stand there. */
  readonly status: number;
  readonly payload: Buffer;
  /** The client gave the message up while sending it: it must not run. */
  readonly ignored: boolean;
}

/** Puts packets together again. An attention drops what was begun, wherever it arrives. */
export class MessageAssembler {
  private limit = largestLoginMessage;
  private pending: Buffer = Buffer.alloc(0);
  private parts: Buffer[] = [];
  private size = 0;
  private type: number | undefined;
  private status = 0;

  /** Takes bytes as they arrive; gives the messages that they complete. Throws ProtocolError. */
  *push(chunk: Buffer): Generator<ClientMessage> {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    while (this.pending.length >= packetHeaderSize) {
      const length = this.pending.readUInt16BE(2);
      if (length < packetHeaderSize) throw new ProtocolError(`A packet of ${String(length)} bytes is shorter than its header.`);
      if (this.pending.length < length) return;
      const packet = this.pending.subarray(0, length);
      this.pending = this.pending.subarray(length);
      const message = this.packet(packet);
      if (message !== undefined) yield message;
    }
  }

  /** The client has logged in: it may send large requests. */
  allowLargeMessages(): void {
    this.limit = largestMessage;
  }

  /** Bytes after the last complete packet: they belong to the next layer when the transport changes. */
  takeRemainder(): Buffer {
    const remainder = this.pending;
    this.pending = Buffer.alloc(0);
    return remainder;
  }

  private packet(packet: Buffer): ClientMessage | undefined {
    const type = packet.readUInt8(0);
    const status = packet.readUInt8(1);
    if (type === packetType.attention) {
      this.drop();
      return { type, status, payload: Buffer.alloc(0), ignored: false };
    }
    if (this.type === undefined) {
      this.type = type;
      this.status = status;
    } else if (this.type !== type) {
      throw new ProtocolError(`A packet of type ${String(type)} stands inside a message of type ${String(this.type)}.`);
    }
    this.size += packet.length - packetHeaderSize;
    if (this.size > this.limit) throw new ProtocolError('The message is larger than the sandbox takes.');
    this.parts.push(packet.subarray(packetHeaderSize));
    if ((status & packetStatus.endOfMessage) === 0) return undefined;
    const [only] = this.parts;
    const payload = this.parts.length === 1 && only !== undefined ? only : Buffer.concat(this.parts);
    const message = { type: this.type, status: this.status, payload, ignored: (status & packetStatus.ignore) !== 0 };
    this.drop();
    return message;
  }

  private drop(): void {
    this.parts = [];
    this.size = 0;
    this.type = undefined;
    this.status = 0;
  }
}

/** Cuts a payload into packets. Without `last` only whole packets are made, and the rest comes back. */
export function writePackets(
  payload: Buffer,
  options: {
    readonly type: number;
    readonly packetSize: number;
    readonly processId: number;
    readonly last: boolean;
    readonly flush?: boolean;
  },
  firstPacketId: number,
): { readonly packets: Buffer; readonly rest: Buffer; readonly nextPacketId: number } {
  const room = options.packetSize - packetHeaderSize;
  const whole = Math.floor(payload.length / room);
  const tail = payload.length - whole * room;
  const closing = options.last ? (tail > 0 || payload.length === 0 ? 1 : 0) : options.flush === true && tail > 0 ? 1 : 0;
  const count = whole + closing;
  const used = closing === 1 ? payload.length : whole * room;
  const packets = Buffer.allocUnsafe(used + count * packetHeaderSize);
  let packetId = firstPacketId;
  for (let index = 0; index < count; index++) {
    const from = index * room;
    const to = Math.min(from + room, payload.length);
    const at = index * options.packetSize;
    packets[at] = options.type;
    packets[at + 1] = options.last && index === count - 1 ? packetStatus.endOfMessage : 0;
    packets.writeUInt16BE(to - from + packetHeaderSize, at + 2);
    packets.writeUInt16BE(options.processId & 0xffff, at + 4);
    packets[at + 6] = packetId;
    packets[at + 7] = 0;
    payload.copy(packets, at + packetHeaderSize, from, to);
    packetId = (packetId + 1) & 0xff;
  }
  return { packets, rest: payload.subarray(used), nextPacketId: packetId };
}
