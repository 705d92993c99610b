import type { SqlType } from '../../values/sqlType';
import { isCharacter, isDateTime, isExactNumeric, isFloat, isMoney, isUnicode } from '../../values/types';
import type { CatalogScope, ViewRow } from '../catalogTypes';
import { catalogTypeName, shapeOf } from '../typeFacts';
import { collationOf } from './columnRows';

/** The type columns of INFORMATION_SCHEMA.COLUMNS, PARAMETERS and ROUTINES. */
export const informationTypeText = `
  DATA_TYPE nvarchar(128) null
  CHARACTER_MAXIMUM_LENGTH int null
  CHARACTER_OCTET_LENGTH int null
`;

/** What informationTypeText asks for, and the numeric, date and collation columns that follow it. */
export function informationTypeCells(scope: CatalogScope, type: SqlType): ViewRow {
  const shape = shapeOf(type);
  const isNumber = isExactNumeric(type) || isMoney(type) || isFloat(type);
  return {
    DATA_TYPE: type.name === 'table' ? 'table type' : catalogTypeName(type.name),
    CHARACTER_MAXIMUM_LENGTH: characters(type, shape.maxLength),
    CHARACTER_OCTET_LENGTH: octets(type, shape.maxLength),
    NUMERIC_PRECISION: isNumber && type.name !== 'bit' ? shape.precision : undefined,
    NUMERIC_PRECISION_RADIX: isNumber && type.name !== 'bit' ? (isFloat(type) ? 2 : 10) : undefined,
    NUMERIC_SCALE: isNumber && type.name !== 'bit' && !isFloat(type) ? shape.scale : undefined,
    DATETIME_PRECISION: isDateTime(type) ? datetimePrecision(type, shape.scale) : undefined,
    CHARACTER_SET_NAME: isCharacter(type) ? (isUnicode(type) ? 'UNICODE' : 'iso_1') : undefined,
    COLLATION_NAME: collationOf(scope, type),
  };
}

const largeObjects: Readonly<Record<string, readonly [number, number]>> = {
  text: [2147483647, 2147483647],
  ntext: [1073741823, 2147483646],
  image: [2147483647, 2147483647],
  xml: [-1, -1],
  json: [-1, -1],
  geometry: [-1, -1],
  geography: [-1, -1],
  hierarchyid: [892, 892],
  sql_variant: [0, 0],
};

function hasLength(type: SqlType): boolean {
  return ['char', 'varchar', 'nchar', 'nvarchar', 'binary', 'varbinary'].includes(type.name);
}

function characters(type: SqlType, maxLength: number): number | undefined {
  if (!hasLength(type)) return largeObjects[type.name]?.[0];
  return maxLength > 0 && type.name.startsWith('n') ? maxLength / 2 : maxLength;
}

function octets(type: SqlType, maxLength: number): number | undefined {
  return hasLength(type) ? maxLength : largeObjects[type.name]?.[1];
}

function datetimePrecision(type: SqlType, scale: number): number {
  return type.name === 'date' || type.name === 'smalldatetime' ? 0 : scale;
}
