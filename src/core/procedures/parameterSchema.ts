import { isRequired } from './parameterNeed';
import type { Procedure, ProcedureParameter, SqlType, TableTypeColumn } from './procedureTypes';

/** A JSON Schema (2020-12). */
export type ValueSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema of the values that a call of the procedure takes: an object with a property per parameter, without `@`. */
export function procedureSchema(procedure: Procedure): ValueSchema {
  const parameters = procedure.parameters.filter((parameter) => !parameter.isCursor);
  const required = parameters.filter(isRequired).map((parameter) => parameter.name);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, parameterSchema(parameter)])),
    ...(required.length === 0 ? {} : { required }),
    ...(procedure.parametersKnown ? { additionalProperties: false } : {}),
  };
}

function parameterSchema(parameter: ProcedureParameter): ValueSchema {
  const { type, default: given } = parameter;
  const description = [
    type.text,
    ...(type.kind === 'alias' ? [`(${type.baseText})`] : []),
    ...(parameter.direction === 'inout' ? ['OUTPUT'] : []),
    ...(given.state === 'unknown'
      ? ['; default unknown']
      : given.state === 'value' && given.value === undefined
        ? [`; default ${given.text}`]
        : []),
  ]
    .join(' ')
    .replace(' ;', ';');
  return {
    description,
    ...(type.kind === 'table' ? tableSchema(type.columns ?? []) : scalarSchema(type, parameter.nullable !== false)),
    ...(given.state === 'value' && given.value !== undefined ? { default: given.value } : {}),
  };
}

/** Rows as objects by column name. Columns that the server fills are not among them. */
function tableSchema(columns: readonly TableTypeColumn[]): ValueSchema {
  const given = columns.filter((column) => !column.generated);
  const required = given.filter((column) => !column.nullable && column.default === null).map((column) => column.name);
  const properties = given.map((column): [string, ValueSchema] => [
    column.name,
    {
      description: `${column.type.text}${column.default === null ? '' : `; default ${column.default}`}`,
      ...scalarSchema(column.type, column.nullable),
    },
  ]);
  return {
    type: 'array',
    items: {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    },
  };
}

interface Scalar {
  readonly types: readonly string[];
  readonly [keyword: string]: unknown;
}

function scalarSchema(type: SqlType, nullable: boolean): ValueSchema {
  const { types, ...keywords } = scalar(type);
  const all = nullable ? [...types, 'null'] : types;
  return { type: all.length === 1 ? all[0] : all, ...keywords };
}

const date = '\\d{4}-\\d{2}-\\d{2}';
const offset = '(?:Z|[+-]\\d{2}:\\d{2})';

/** Numbers that JSON cannot hold exactly may come as text: keywords for numbers and for strings stand side by side. */
function scalar(type: SqlType): Scalar {
  const scale = type.scale ?? 7;
  switch (type.base) {
    case 'bit':
      return { types: ['boolean'] };
    case 'tinyint':
      return { types: ['integer'], minimum: 0, maximum: 255 };
    case 'smallint':
      return { types: ['integer'], minimum: -32_768, maximum: 32_767 };
    case 'int':
      return { types: ['integer'], minimum: -2_147_483_648, maximum: 2_147_483_647 };
    case 'bigint':
      return { types: ['integer', 'string'], minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, pattern: '^-?\\d{1,19}$' };
    case 'decimal':
    case 'numeric':
      return { types: ['string', 'number'], pattern: decimalPattern((type.precision ?? 18) - (type.scale ?? 0), type.scale ?? 0) };
    case 'money':
      return { types: ['string', 'number'], pattern: decimalPattern(15, 4) };
    case 'smallmoney':
      return { types: ['string', 'number'], pattern: decimalPattern(6, 4) };
    case 'float':
    case 'real':
      return { types: ['number'] };
    case 'date':
      return { types: ['string'], format: 'date', pattern: `^${date}$` };
    case 'time':
      return { types: ['string'], pattern: `^${time(scale)}$` };
    case 'smalldatetime':
      return { types: ['string'], pattern: `^${date}[T ]${time(0)}$` };
    case 'datetime':
      return { types: ['string'], pattern: `^${date}[T ]${time(3)}$` };
    case 'datetime2':
      return { types: ['string'], pattern: `^${date}[T ]${time(scale)}$` };
    case 'datetimeoffset':
      return { types: ['string'], pattern: `^${date}[T ]${time(scale)} ?${offset}$` };
    case 'uniqueidentifier':
      return { types: ['string'], format: 'uuid' };
    case 'binary':
    case 'varbinary':
    case 'image':
    case 'rowversion':
      return {
        types: ['string'],
        pattern: '^0x(?:[0-9A-Fa-f]{2})*$',
        ...(typeof type.length === 'number' ? { maxLength: 2 + 2 * type.length } : {}),
      };
    case 'sql_variant':
      return { types: ['string', 'number', 'boolean'] };
    default:
      return { types: ['string'], ...(typeof type.length === 'number' ? { maxLength: type.length } : {}) };
  }
}

function decimalPattern(whole: number, scale: number): string {
  const digits = whole === 0 ? '0?' : `\\d{1,${String(whole)}}`;
  return scale === 0 ? `^-?${digits}$` : `^-?${digits}(?:\\.\\d{1,${String(scale)}})?$`;
}

function time(scale: number): string {
  return `\\d{2}:\\d{2}(?::\\d{2}${scale === 0 ? '' : `(?:\\.\\d{1,${String(scale)}})?`})?`;
}
