import { collationOf, type Collation } from '../values/collation';

const bytesByName = new Map<string, Buffer>();

/** The five bytes of MS-TDS 2.2.5.1.2: 20 bits locale, 8 bits flags, 4 bits version, then the sort id. */
export function collationBytes(name: string | undefined): Buffer {
  const collation = collationOf(name);
  const ready = bytesByName.get(collation.name);
  if (ready !== undefined) return ready;
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32LE((collation.lcid | (comparisonFlags(collation) << 20) | (collation.version << 28)) >>> 0, 0);
  bytes.writeUInt8(collation.sortId, 4);
  bytesByName.set(collation.name, bytes);
  return bytes;
}

function comparisonFlags(collation: Collation): number {
  const unicode = collation.utf8 ? 0x40 : 0;
  if (collation.binary === 'BIN') return 0x10 | unicode;
  if (collation.binary === 'BIN2') return 0x20 | unicode;
  return (
    (collation.caseSensitive ? 0 : 0x01) |
    (collation.accentSensitive ? 0 : 0x02) |
    (collation.kanaSensitive ? 0 : 0x04) |
    (collation.widthSensitive ? 0 : 0x08) |
    unicode
  );
}

const codePageByLocale: ReadonlyMap<number, number> = new Map([
  ...[0x0405, 0x040e, 0x0415, 0x0418, 0x041a, 0x041b, 0x041c, 0x0424].map((locale): [number, number] => [locale, 1250]),
  ...[0x0419, 0x0422, 0x0402, 0x042f].map((locale): [number, number] => [locale, 1251]),
  [0x0408, 1253],
  [0x041f, 1254],
  [0x040d, 1255],
  [0x0401, 1256],
  ...[0x0425, 0x0426, 0x0427].map((locale): [number, number] => [locale, 1257]),
  [0x042a, 1258],
  [0x041e, 874],
  [0x0411, 932],
  [0x0804, 936],
  [0x0412, 949],
  [0x0404, 950],
]);

/** The code page of char data that a client sends with these collation bytes. */
export function codePageOfBytes(bytes: Buffer): number {
  const bits = bytes.readUInt32LE(0);
  if (((bits >>> 26) & 1) === 1) return 65001;
  const sortId = bytes.readUInt8(4);
  if (sortId >= 30 && sortId <= 35) return 437;
  if (sortId >= 40 && sortId <= 61 && !(sortId >= 50 && sortId <= 54)) return 850;
  if (sortId >= 80 && sortId <= 96) return 1250;
  if (sortId >= 104 && sortId <= 108) return 1251;
  if (sortId >= 112 && sortId <= 124) return 1253;
  if (sortId >= 128 && sortId <= 130) return 1254;
  if (sortId >= 136 && sortId <= 138) return 1255;
  if (sortId >= 144 && sortId <= 146) return 1256;
  if (sortId >= 152 && sortId <= 160) return 1257;
  return codePageByLocale.get(bits & 0xffff) ?? 1252;
}
