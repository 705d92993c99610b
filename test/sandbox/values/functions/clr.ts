import { NotInSandboxError } from '../../engine/sqlError';
import { intAt, strict, textAt, type FunctionTable } from './define';

/** Ordinals of a hierarchyid level, the bits before and behind theirs, and how many they take ("SqlHierarchyId Structure" of [MS-SSCLRT]). */
const levels = [
  { first: 0, last: 3, bits: (value: number) => `01${binary(value, 2)}` },
  { first: 4, last: 7, bits: (value: number) => `100${binary(value, 2)}` },
  { first: 8, last: 15, bits: (value: number) => `101${binary(value, 3)}` },
  {
    first: 16,
    last: 79,
    bits: (value: number) => {
      const digits = binary(value, 6);
      return `110${digits.slice(0, 2)}0${digits.slice(2, 3)}1${digits.slice(3)}`;
    },
  },
] as const;

function binary(value: number, length: number): string {
  return value.toString(2).padStart(length, '0');
}

/** `/1/2/` as bytes: each level its bits and a 1, at the end zeros. Only whole ordinals up to 79. */
function parseHierarchyId(text: string): Uint8Array {
  if (!/^\/(\d+\/)*$/.test(text)) throw new NotInSandboxError(`the hierarchyid '${text}'`);
  const bits = text
    .split('/')
    .filter((ordinal) => ordinal !== '')
    .map((ordinal) => {
      const level = levels.find(({ first, last }) => Number(ordinal) >= first && Number(ordinal) <= last);
      if (!level) throw new NotInSandboxError(`the hierarchyid '${text}'`);
      return `${level.bits(Number(ordinal) - level.first)}1`;
    })
    .join('');
  return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
}

/** A point as the types store it ([MS-SSCLRT], "Basic GEOGRAPHY Structure"): SRID, version, properties, the coordinates; geography has latitude first. */
function pointFromText(text: string, srid: number, latitudeFirst: boolean): Uint8Array {
  const point = /^\s*POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)\s*$/i.exec(text);
  if (point === null) throw new NotInSandboxError(`the shape '${text.slice(0, 40)}'`);
  const [x, y] = [Number(point[1]), Number(point[2])];
  const bytes = Buffer.alloc(22);
  bytes.writeInt32LE(srid, 0);
  bytes.writeUInt8(1, 4);
  bytes.writeUInt8(0x0c, 5);
  bytes.writeDoubleLE(latitudeFirst ? y : x, 6);
  bytes.writeDoubleLE(latitudeFirst ? x : y, 14);
  return new Uint8Array(bytes);
}

/** Static methods of the CLR types, as far as the sandbox knows them. */
export const clrFunctions: FunctionTable = {
  'HIERARCHYID::PARSE': strict({
    arity: 1,
    type: { name: 'hierarchyid' },
    apply: (args, context) => parseHierarchyId(textAt(args, 0, context)),
  }),
  'GEOGRAPHY::STGEOMFROMTEXT': strict({
    arity: 2,
    type: { name: 'geography' },
    apply: (args, context) => pointFromText(textAt(args, 0, context), intAt(args, 1, context), true),
  }),
  'GEOMETRY::STGEOMFROMTEXT': strict({
    arity: 2,
    type: { name: 'geometry' },
    apply: (args, context) => pointFromText(textAt(args, 0, context), intAt(args, 1, context), false),
  }),
};
