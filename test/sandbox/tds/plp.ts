import type { ByteReader } from './byteReader';
import type { ByteWriter } from './byteWriter';
import { ProtocolError } from './protocolError';
import { plpNull, plpUnknownLength } from './wireTypes';

/** Partially length-prefixed values, MS-TDS 2.2.5.2.3: a total length, chunks, an empty chunk. */
const chunkSize = 8000;

/** Writes a value; `knownLength: false` leaves the total open, as the product does for text that it makes on the way. */
export function writePlp(writer: ByteWriter, bytes: Uint8Array, knownLength = true): void {
  writer.uint64(knownLength ? BigInt(bytes.length) : plpUnknownLength);
  for (let start = 0; start < bytes.length; start += chunkSize) {
    const chunk = bytes.subarray(start, start + chunkSize);
    writer.uint32(chunk.length);
    writer.bytes(chunk);
  }
  writer.uint32(0);
}

/** UTF-16 text; short text goes straight into the token. */
export function writePlpText(writer: ByteWriter, text: string): void {
  const length = text.length * 2;
  if (length > chunkSize) {
    writePlp(writer, Buffer.from(text, 'utf16le'));
    return;
  }
  writer.uint32(length);
  writer.uint32(0);
  if (length > 0) {
    writer.uint32(length);
    writer.text(text);
  }
  writer.uint32(0);
}

export function writePlpNull(writer: ByteWriter): void {
  writer.uint64(plpNull);
}

/** Reads a value, or null for NULL. Throws ProtocolError when the chunks do not add up to the total. */
export function readPlp(reader: ByteReader): Buffer | null {
  const total = reader.uint64();
  if (total === plpNull) return null;
  const chunks: Buffer[] = [];
  for (let length = reader.uint32(); length !== 0; length = reader.uint32()) chunks.push(reader.bytes(length));
  const [only] = chunks;
  const bytes = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
  if (total !== plpUnknownLength && total !== BigInt(bytes.length))
    throw new ProtocolError('The chunks of a value do not add up to its length.');
  return bytes;
}
