import { ProtocolError } from './protocolError';

/** The binary form of a vector: magic 0xA9, version 1, dimensions, element type 0 (float32), three reserved bytes, elements. */
const magic = 0xa9;
const headerSize = 8;

export function vectorByteLength(dimensions: number): number {
  return headerSize + dimensions * 4;
}

/** Encodes the JSON array that stands for a vector in the sandbox. Throws RangeError when it is none. */
export function encodeVector(text: string): Buffer {
  const elements: unknown = JSON.parse(text);
  if (!Array.isArray(elements) || !elements.every((element) => typeof element === 'number')) {
    throw new RangeError('A vector must be a JSON array of numbers.');
  }
  const bytes = Buffer.alloc(vectorByteLength(elements.length));
  bytes.writeUInt8(magic, 0);
  bytes.writeUInt8(1, 1);
  bytes.writeUInt16LE(elements.length, 2);
  elements.forEach((element: number, index) => {
    bytes.writeFloatLE(element, headerSize + index * 4);
  });
  return bytes;
}

/** Decodes to the product's text: every element with seven decimals and an exponent of three digits. Throws ProtocolError. */
export function decodeVector(bytes: Buffer): string {
  if (bytes.length < headerSize || bytes[0] !== magic) throw new ProtocolError('A vector does not begin with its header.');
  const dimensions = bytes.readUInt16LE(2);
  if (bytes.length !== vectorByteLength(dimensions)) throw new ProtocolError('A vector has not the length that its header says.');
  const elements = Array.from({ length: dimensions }, (_, index) => formatElement(bytes.readFloatLE(headerSize + index * 4)));
  return `[${elements.join(',')}]`;
}

function formatElement(value: number): string {
  return value.toExponential(7).replace(/e([+-])(\d+)$/, (_, sign: string, digits: string) => `e${sign}${digits.padStart(3, '0')}`);
}
