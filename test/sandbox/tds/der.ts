/** The few forms of DER (X.690) that a certificate needs. */
const tag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

function element(type: number, content: Uint8Array): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(type, length), content]);
  if (length < 0x100) return Buffer.concat([Buffer.of(type, 0x81, length), content]);
  return Buffer.concat([Buffer.of(type, 0x82, length >>> 8, length & 0xff), content]);
}

export function sequence(...parts: Uint8Array[]): Buffer {
  return element(tag.sequence, Buffer.concat(parts));
}

export function set(...parts: Uint8Array[]): Buffer {
  return element(tag.set, Buffer.concat(parts));
}

/** A non-negative integer given as big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  return element(tag.integer, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return element(tag.bitString, Buffer.concat([Buffer.of(unusedBits), bytes]));
}

export function octetString(bytes: Uint8Array): Buffer {
  return element(tag.octetString, bytes);
}

export function utf8String(text: string): Buffer {
  return element(tag.utf8String, Buffer.from(text, 'utf8'));
}

export function booleanTrue(): Buffer {
  return Buffer.of(0x01, 0x01, 0xff);
}

/** `explicit`: constructed context tag; else the primitive one. */
export function context(number: number, content: Uint8Array, explicit: boolean): Buffer {
  return element((explicit ? 0xa0 : 0x80) | number, content);
}

export function generalizedTime(date: Date): Buffer {
  return element(tag.generalizedTime, Buffer.from(`${date.toISOString().replace(/[-:T]|\..*$/g, '')}Z`, 'latin1'));
}

/** For example `1.2.840.10045.4.3.2`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  return element(tag.objectIdentifier, Buffer.from([first * 40 + second, ...others.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
