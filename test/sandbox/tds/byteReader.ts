import { ProtocolError } from './protocolError';

/** Reads little-endian fields of a message in order. Every read past the end throws ProtocolError. */
export class ByteReader {
  offset = 0;

  constructor(readonly buffer: Buffer) {}

  get remaining(): number {
    return this.buffer.length - this.offset;
  }

  uint8(): number {
    return this.buffer.readUInt8(this.take(1));
  }

  uint16(): number {
    return this.buffer.readUInt16LE(this.take(2));
  }

  uint32(): number {
    return this.buffer.readUInt32LE(this.take(4));
  }

  uint64(): bigint {
    return this.buffer.readBigUInt64LE(this.take(8));
  }

  int16(): number {
    return this.buffer.readInt16LE(this.take(2));
  }

  int32(): number {
    return this.buffer.readInt32LE(this.take(4));
  }

  int64(): bigint {
    return this.buffer.readBigInt64LE(this.take(8));
  }

  float(): number {
    return this.buffer.readFloatLE(this.take(4));
  }

  double(): number {
    return this.buffer.readDoubleLE(this.take(8));
  }

  /** An unsigned integer of 1 to 6 bytes. */
  unsigned(length: number): number {
    return this.buffer.readUIntLE(this.take(length), length);
  }

  /** A view, not a copy. */
  bytes(length: number): Buffer {
    const start = this.take(length);
    return this.buffer.subarray(start, start + length);
  }

  /** UTF-16 text of so many code units. */
  text(units: number): string {
    return this.bytes(units * 2).toString('utf16le');
  }

  /** B_VARCHAR: a byte with the number of code units, then the text. */
  shortText(): string {
    return this.text(this.uint8());
  }

  /** US_VARCHAR: the number of code units in two bytes, then the text. */
  longText(): string {
    return this.text(this.uint16());
  }

  peek(): number | undefined {
    return this.buffer[this.offset];
  }

  private take(length: number): number {
    const start = this.offset;
    if (length < 0 || length > this.buffer.length - start) {
      throw new ProtocolError(
        `The message ends at byte ${String(this.buffer.length)}, ${String(length)} more were expected at ${String(start)}.`,
      );
    }
    this.offset = start + length;
    return start;
  }
}
