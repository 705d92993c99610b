import type { Unfit } from '../values/exactValue';
import type { BoundScalar } from './boundParameters';
import { readHierarchyId, readOtherClr, readSpatial } from './clrValue';
import { readJson, readVector, readXml } from './documentValue';
import { readPlain } from './plainValue';
import type { SqlType } from './procedureTypes';
import { readVariant } from './variantValue';

/** Reads a value for any type but a table type. Nothing of it is cut, rounded or guessed: what the type cannot hold is refused. */
export function readScalar(type: SqlType, value: unknown): BoundScalar | Unfit {
  // A type of the database may have the name of one of the product's.
  if (type.kind === 'clr' && type.text.startsWith('[')) {
    return readOtherClr(type.text, value);
  }
  switch (type.base) {
    case 'hierarchyid':
      return readHierarchyId(value);
    case 'geography':
    case 'geometry':
      return readSpatial(type.base, value);
    case 'json':
      return readJson(value);
    case 'vector':
      return readVector(type.baseText, value);
    case 'xml':
      return readXml(value);
    case 'sql_variant':
      return readVariant(value);
    case 'unknown':
      return { reason: 'cannot be sent: the catalog does not tell the type', expected: 'no value, or a login that may see the type' };
    default:
      return readPlain(type.baseText, value);
  }
}
