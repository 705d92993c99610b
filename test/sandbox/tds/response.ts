import type { ByteWriter } from './byteWriter';
import { packetType, writePackets } from './packets';

/** Rows are gathered up to this many bytes before they go to the socket. */
const fullAt = 48 * 1024;
/** A buffer that one large value blew up is not kept. */
const keepUpTo = 1024 * 1024;

const encodedPackets = new WeakMap<Buffer, Map<number, Buffer>>();

/** The packets of tokens that do not change. Their numbers and process ids do not fit each response; no client looks at those. */
function packetsOf(tokens: Buffer, packetSize: number): Buffer {
  const bySize = encodedPackets.get(tokens) ?? new Map<number, Buffer>();
  encodedPackets.set(tokens, bySize);
  const known = bySize.get(packetSize);
  if (known !== undefined) return known;
  const { packets } = writePackets(tokens, { type: packetType.tabularResult, packetSize, processId: 0, last: false, flush: true }, 1);
  bySize.set(packetSize, packets);
  return packets;
}

/** Where packets go: a plain socket or TLS. */
export interface PacketSink {
  /** False when the peer is slower than we are. */
  send(packets: Buffer): boolean;
  /** Resolves when more may be sent, or never will be because the connection is gone. */
  drained(): Promise<void>;
}

/** One response message: tokens go into `tokens`, packets leave when there is enough, on flush, and at the end. */
export class Response {
  readonly tokens: ByteWriter;
  private packetId = 1;
  private interrupted = false;
  private release: (() => void) | undefined;

  constructor(
    private readonly sink: PacketSink,
    private readonly settings: { readonly packetSize: number; readonly processId: number },
    tokens: ByteWriter,
  ) {
    this.tokens = tokens;
    tokens.reset();
  }

  get isFull(): boolean {
    return this.tokens.length >= fullAt;
  }

  /** Sends whole packets. The promise gives the event loop a turn and, when the peer is slow, waits for it. */
  push(): Promise<void> {
    return this.roomAfter(this.send({ last: false, flush: false }));
  }

  /** Sends tokens that are used again and again: their packets are made once. What was written before must have been flushed. */
  pushEncoded(tokens: Buffer): Promise<void> {
    return this.roomAfter(this.interrupted || this.sink.send(packetsOf(tokens, this.settings.packetSize)));
  }

  private async roomAfter(sent: boolean): Promise<void> {
    if (sent || this.interrupted) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      return;
    }
    const stop = new Promise<void>((resolve) => {
      this.release = resolve;
    });
    await Promise.race([this.sink.drained(), stop]);
    this.release = undefined;
  }

  /** Sends everything written so far; the message stays open. */
  flush(): void {
    if (this.tokens.length > 0) this.send({ last: false, flush: true });
  }

  /** Sends the rest and ends the message. */
  end(): void {
    this.send({ last: true, flush: false });
  }

  /** Lets a waiting `push` go: nothing more will be produced. */
  interrupt(): void {
    this.interrupted = true;
    this.release?.();
  }

  private send(how: { readonly last: boolean; readonly flush: boolean }): boolean {
    const { tokens } = this;
    const { packets, rest, nextPacketId } = writePackets(
      tokens.written(),
      { type: packetType.tabularResult, ...this.settings, ...how },
      this.packetId,
    );
    this.packetId = nextPacketId;
    tokens.keepTail(rest.length, keepUpTo);
    return packets.length === 0 || this.sink.send(packets);
  }
}
