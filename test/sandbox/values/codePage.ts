import iconv from 'iconv-lite';

/**
 * Text of char and varchar data to and from the bytes of a Windows code page.
 * A character that the code page lacks becomes `?`; a byte that a single-byte page leaves undefined stands for the control
 * character of the same number, as Windows maps it.
 */
const utf8CodePage = 65001;
const doubleBytePages: ReadonlySet<number> = new Set([932, 936, 949, 950]);

interface SingleBytePage {
  readonly characters: readonly string[];
  readonly bytes: ReadonlyMap<number, number>;
}

const singleBytePages = new Map<number, SingleBytePage>();

/** Encodes text. Throws RangeError for a code page that is not in the table. */
export function encodeText(text: string, codePage: number): Buffer {
  if (codePage === utf8CodePage) return Buffer.from(text, 'utf8');
  if (doubleBytePages.has(codePage)) return iconv.encode(text, `cp${String(codePage)}`);
  const { bytes } = singleBytePage(codePage);
  const encoded = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // A surrogate pair is one character, and none is in a single-byte page.
    if (unit >= 0xd800 && unit <= 0xdbff && isLowSurrogate(text.charCodeAt(index + 1))) index++;
    encoded[length++] = unit < 0x80 ? unit : (bytes.get(unit) ?? 0x3f);
  }
  return encoded.subarray(0, length);
}

/** Decodes bytes. Throws RangeError for a code page that is not in the table. */
export function decodeText(bytes: Uint8Array, codePage: number): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (codePage === utf8CodePage) return buffer.toString('utf8');
  if (doubleBytePages.has(codePage)) return iconv.decode(buffer, `cp${String(codePage)}`);
  const { characters } = singleBytePage(codePage);
  let text = '';
  for (const byte of buffer) text += characters[byte] ?? '';
  return text;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function singleBytePage(codePage: number): SingleBytePage {
  const ready = singleBytePages.get(codePage);
  if (ready !== undefined) return ready;
  const encoding = `cp${String(codePage)}`;
  if (!iconv.encodingExists(encoding)) throw new RangeError(`Code page ${String(codePage)} is not in the sandbox.`);
  const characters: string[] = [];
  const bytes = new Map<number, number>();
  for (let byte = 0; byte < 256; byte++) {
    const decoded = iconv.decode(Buffer.of(byte), encoding);
    const character = decoded === '\ufffd' ? String.fromCharCode(byte) : decoded;
    characters.push(character);
    bytes.set(character.charCodeAt(0), byte);
  }
  const page = { characters, bytes };
  singleBytePages.set(codePage, page);
  return page;
}
