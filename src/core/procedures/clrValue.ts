import { parseDeclaredType } from '../values/declaredType';
import type { DeclaredType } from '../values/declaredType';
import type { Unfit } from '../values/exactValue';
import type { BoundScalar } from './boundParameters';
import { unicodeMax } from './plainValue';

const binaryMax: DeclaredType = { name: 'varbinary', declaration: 'varbinary(max)', length: 'max', precision: 0, scale: 0 };
const node = /^\/(?:-?\d+(?:\.-?\d+)*\/)*$/u;
const shape =
  /^(?:POINT|LINESTRING|CIRCULARSTRING|COMPOUNDCURVE|POLYGON|CURVEPOLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION|FULLGLOBE)\b/iu;
/** What the methods of the types take when no other is named: WGS 84 for geography, none for geometry. */
const defaultSrid = { geography: 4326, geometry: 0 } as const;

/** A hierarchyid as `/1/2/`, or its bytes as they are read. */
export function readHierarchyId(value: unknown): BoundScalar | Unfit {
  const expected = 'a path such as /1/2/, or its bytes as 0x…';
  const bytes = fromBytes('hierarchyid', value);
  if (bytes !== undefined) {
    return bytes;
  }
  return typeof value === 'string' && node.test(value.trim())
    ? fromText('hierarchyid', value.trim(), { before: 'hierarchyid::Parse(', after: ')' })
    : { reason: 'is no path', expected };
}

/** A geography or geometry in the text of OGC (WKT), with `SRID=…;` before it where it is not the usual one, or its bytes as they are read. */
export function readSpatial(type: 'geography' | 'geometry', value: unknown): BoundScalar | Unfit {
  const usual = defaultSrid[type];
  const expected = `WKT such as POINT(-122.35 47.65), with SRID=4326; before it where it is not ${String(usual)}; or its bytes as 0x…`;
  const bytes = fromBytes(type, value);
  if (bytes !== undefined) {
    return bytes;
  }
  const parts = typeof value === 'string' ? /^\s*(?:SRID\s*=\s*(\d{1,6})\s*;)?\s*(.+?)\s*$/isu.exec(value) : null;
  const text = parts?.[2];
  if (text === undefined || !shape.test(text)) {
    return { reason: 'is no WKT', expected };
  }
  const srid = Number(parts?.[1] ?? usual);
  return fromText(type, text, { before: `${type}::STGeomFromText(`, after: `, ${String(srid)})` });
}

/** A value of a CLR type of the database: text goes through its Parse method, 0x… is its bytes. */
export function readOtherClr(typeText: string, value: unknown): BoundScalar | Unfit {
  const type = parseDeclaredType(typeText);
  if ('problem' in type) {
    return { reason: `cannot be sent: ${type.problem}`, expected: 'a parameter of another type' };
  }
  const bytes = fromBytes(type.declaration, value);
  if (bytes !== undefined) {
    return bytes;
  }
  return typeof value === 'string'
    ? fromText(type.declaration, value, { before: `CONVERT(${type.declaration}, `, after: ')' })
    : { reason: 'is no text', expected: 'the text of the value, or its bytes as 0x…' };
}

function fromText(variableType: string, text: string, conversion: { before: string; after: string }): BoundScalar {
  return { kind: 'scalar', variableType, sent: { type: unicodeMax, value: text }, conversion };
}

/** NULL and the bytes of a value; undefined: it is neither. */
function fromBytes(variableType: string, value: unknown): BoundScalar | undefined {
  if (value !== null && (typeof value !== 'string' || !/^\s*0x(?:[0-9a-f]{2})*\s*$/iu.test(value))) {
    return undefined;
  }
  return {
    kind: 'scalar',
    variableType,
    sent: { type: binaryMax, value },
    conversion: { before: 'CAST(', after: ` AS ${variableType})` },
  };
}
