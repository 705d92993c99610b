const initialSize = 16 * 1024;
/** Below this many code units a loop beats the call into the native encoder. */
const shortTextUnits = 24;

/** Builds tokens in one growing buffer that is used again after `reset`. All integers are little-endian. */
export class ByteWriter {
  buffer: Buffer;
  length = 0;

  constructor(size: number = initialSize) {
    this.buffer = Buffer.allocUnsafe(size);
  }

  /** What was written since the last reset: a view that the next write may change. */
  written(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  reset(): void {
    this.length = 0;
  }

  /** Drops all but the last bytes; a buffer larger than `limit` is given back to the collector. */
  keepTail(count: number, limit: number): void {
    const start = this.length - count;
    if (this.buffer.length > limit && count <= initialSize) {
      const smaller = Buffer.allocUnsafe(initialSize);
      this.buffer.copy(smaller, 0, start, this.length);
      this.buffer = smaller;
    } else {
      this.buffer.copyWithin(0, start, this.length);
    }
    this.length = count;
  }

  uint8(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  uint16(value: number): void {
    this.reserve(2);
    const { buffer } = this;
    buffer[this.length++] = value;
    buffer[this.length++] = value >>> 8;
  }

  uint32(value: number): void {
    this.reserve(4);
    const { buffer } = this;
    buffer[this.length++] = value;
    buffer[this.length++] = value >>> 8;
    buffer[this.length++] = value >>> 16;
    buffer[this.length++] = value >>> 24;
  }

  uint64(value: bigint): void {
    const small = Number(value);
    if (Number.isSafeInteger(small)) {
      this.integer64(small);
      return;
    }
    this.reserve(8);
    this.length = this.buffer.writeBigUInt64LE(value, this.length);
  }

  int64(value: bigint): void {
    const small = Number(value);
    if (Number.isSafeInteger(small)) {
      this.integer64(small);
      return;
    }
    this.reserve(8);
    this.length = this.buffer.writeBigInt64LE(value, this.length);
  }

  /** A safe integer as eight bytes, two's complement: arithmetic on numbers is many times faster than on bigints. */
  integer64(value: number): void {
    const high = Math.floor(value / 0x1_0000_0000);
    this.uint32(value - high * 0x1_0000_0000);
    this.uint32(high);
  }

  float(value: number): void {
    this.reserve(4);
    this.length = this.buffer.writeFloatLE(value, this.length);
  }

  double(value: number): void {
    this.reserve(8);
    this.length = this.buffer.writeDoubleLE(value, this.length);
  }

  /** An unsigned integer of 1 to 6 bytes. */
  unsigned(value: number, bytes: number): void {
    this.reserve(bytes);
    this.length = this.buffer.writeUIntLE(value, this.length, bytes);
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
  }

  /** UTF-16 code units without a length. */
  text(value: string): void {
    const units = value.length;
    this.reserve(units * 2);
    if (units > shortTextUnits) {
      this.length += this.buffer.write(value, this.length, 'utf16le');
      return;
    }
    const { buffer } = this;
    let position = this.length;
    for (let index = 0; index < units; index++) {
      const unit = value.charCodeAt(index);
      buffer[position++] = unit;
      buffer[position++] = unit >>> 8;
    }
    this.length = position;
  }

  /** Text of ASCII only, a byte each; false, and nothing written, when there is anything else. */
  ascii(value: string): boolean {
    const count = value.length;
    this.reserve(count);
    const { buffer, length } = this;
    for (let index = 0; index < count; index++) {
      const unit = value.charCodeAt(index);
      if (unit > 0x7f) return false;
      buffer[length + index] = unit;
    }
    this.length = length + count;
    return true;
  }

  /** B_VARCHAR; longer text is cut to 255 code units. */
  shortText(value: string): void {
    const text = value.length > 255 ? value.slice(0, 255) : value;
    this.uint8(text.length);
    this.text(text);
  }

  /** US_VARCHAR; longer text is cut to 65,535 code units. */
  longText(value: string): void {
    const text = value.length > 0xffff ? value.slice(0, 0xffff) : value;
    this.uint16(text.length);
    this.text(text);
  }

  /** Writes a two-byte length in front of what `body` writes. */
  sized16(body: () => void): void {
    const start = this.length;
    this.uint16(0);
    body();
    this.buffer.writeUInt16LE(this.length - start - 2, start);
  }

  private reserve(bytes: number): void {
    const needed = this.length + bytes;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }
}
