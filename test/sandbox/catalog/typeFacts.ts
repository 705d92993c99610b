import type { SqlType, SqlTypeName } from '../values/sqlType';

/** sys.types of one system type: ids, and what max_length, precision and scale say there. */
export interface SystemTypeFacts {
  readonly systemTypeId: number;
  readonly userTypeId: number;
  readonly maxLength: number;
  readonly precision: number;
  readonly scale: number;
  /** The major version that brought it. */
  readonly since: number;
}

function facts(systemTypeId: number, maxLength: number, precision = 0, scale = 0, userTypeId = systemTypeId, since = 0): SystemTypeFacts {
  return { systemTypeId, userTypeId, maxLength, precision, scale, since };
}

/** Source: sys.types of the product; the names are those of sys.types (rowversion is listed as timestamp). */
export const systemTypes: Readonly<Record<Exclude<SqlTypeName, 'table'>, SystemTypeFacts>> = {
  image: facts(34, 16),
  text: facts(35, 16),
  uniqueidentifier: facts(36, 16),
  date: facts(40, 3, 10),
  time: facts(41, 5, 16, 7),
  datetime2: facts(42, 8, 27, 7),
  datetimeoffset: facts(43, 10, 34, 7),
  tinyint: facts(48, 1, 3),
  smallint: facts(52, 2, 5),
  int: facts(56, 4, 10),
  smalldatetime: facts(58, 4, 16),
  real: facts(59, 4, 24),
  money: facts(60, 8, 19, 4),
  datetime: facts(61, 8, 23, 3),
  float: facts(62, 8, 53),
  sql_variant: facts(98, 8016),
  ntext: facts(99, 16),
  bit: facts(104, 1, 1),
  decimal: facts(106, 17, 38, 38),
  numeric: facts(108, 17, 38, 38),
  smallmoney: facts(122, 4, 10, 4),
  bigint: facts(127, 8, 19),
  hierarchyid: facts(240, 892, 0, 0, 128),
  geometry: facts(240, -1, 0, 0, 129),
  geography: facts(240, -1, 0, 0, 130),
  varbinary: facts(165, 8000),
  varchar: facts(167, 8000),
  binary: facts(173, 8000),
  char: facts(175, 8000),
  rowversion: facts(189, 8),
  nvarchar: facts(231, 8000),
  nchar: facts(239, 8000),
  xml: facts(241, -1),
  json: facts(244, -1, 0, 0, 244, 17),
  vector: facts(255, 8000, 0, 0, 255, 17),
};

/** system_type_id of every table type. */
export const tableTypeId = 243;
/** user_type_id of sysname, whose system type is nvarchar. */
export const sysnameTypeId = 256;

/** The name that sys.types lists. */
export function catalogTypeName(name: SqlTypeName): string {
  return name === 'rowversion' ? 'timestamp' : name;
}

/** max_length, precision and scale as sys.columns shows them for a column or parameter of the type. */
export function shapeOf(type: SqlType): { readonly maxLength: number; readonly precision: number; readonly scale: number } {
  if (type.name === 'table') return { maxLength: -1, precision: 0, scale: 0 };
  const base = systemTypes[type.name];
  const fixed = { maxLength: base.maxLength, precision: base.precision, scale: base.scale };
  switch (type.name) {
    case 'decimal':
    case 'numeric': {
      const precision = type.precision ?? 18;
      return { maxLength: precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17, precision, scale: type.scale ?? 0 };
    }
    case 'time':
    case 'datetime2':
    case 'datetimeoffset': {
      const scale = type.scale ?? 7;
      const missing = 7 - scale;
      const digits = scale === 0 ? 8 : missing;
      return { maxLength: base.maxLength - (scale <= 2 ? 2 : scale <= 4 ? 1 : 0), precision: base.precision - digits, scale };
    }
    case 'vector':
      return { ...fixed, maxLength: 8 + 4 * (typeof type.length === 'number' ? type.length : 0) };
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
      return { ...fixed, maxLength: type.length === 'max' ? -1 : (type.length ?? 1) };
    case 'nchar':
    case 'nvarchar':
      return { ...fixed, maxLength: type.length === 'max' ? -1 : 2 * (type.length ?? 1) };
    default:
      return fixed;
  }
}

/** system_type_id of a type. */
export function systemTypeId(type: SqlType): number {
  return type.name === 'table' ? tableTypeId : systemTypes[type.name].systemTypeId;
}

/** The system type under an alias type. */
export function withoutAlias({ name, length, precision, scale, collation }: SqlType): SqlType {
  return {
    name,
    ...(length === undefined ? {} : { length }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    ...(collation === undefined ? {} : { collation }),
  };
}
