import type { HeaderDefault } from './procedureHeader';
import type { ParameterDefault, SqlType } from './procedureTypes';

type DefaultOf<State> = Extract<ParameterDefault, { readonly state: State }>;

/**
 * A default of a header as JSON, written as values of the parameter's type are (`values/cellEncoding.ts`). Without `value` where the literal
 * and the type differ so that only the server can convert it exactly.
 */
export function parameterDefault(literal: HeaderDefault, type: SqlType): DefaultOf<'value'> {
  const value = jsonValue(literal, type.base);
  return { state: 'value', text: literal.text, ...(value === undefined ? {} : { value }) };
}

function jsonValue(literal: HeaderDefault, base: string): string | number | boolean | null | undefined {
  switch (literal.kind) {
    case 'null':
      return null;
    case 'number':
    case 'money':
      return fromNumber(literal, base);
    case 'string':
    case 'name':
    case 'odbc':
      return fromText(literal.value, base);
    case 'binary':
      return ['binary', 'varbinary', 'image', 'timestamp', 'rowversion', 'sql_variant'].includes(base)
        ? `0x${literal.value.slice(2).toUpperCase()}`
        : undefined;
    case 'variable':
      return undefined;
  }
}

const wholeNumber = /^-?\d+$/u;

function fromNumber({ kind, value }: HeaderDefault, base: string): string | number | boolean | undefined {
  switch (base) {
    case 'bit':
      return wholeNumber.test(value) ? Number(value) !== 0 : undefined;
    case 'tinyint':
    case 'smallint':
    case 'int':
      return wholeNumber.test(value) ? Number(value) : undefined;
    case 'bigint':
      return wholeNumber.test(value) ? value.replace(/^(-?)0+(?=\d)/u, '$1') : undefined;
    case 'decimal':
    case 'numeric':
    case 'money':
    case 'smallmoney':
      return /e/iu.test(value) ? undefined : value;
    case 'float':
    case 'real':
      return Number(value.replace(/e[+-]?$/iu, ''));
    case 'char':
    case 'varchar':
    case 'nchar':
    case 'nvarchar':
      // A money or float constant becomes another text than it was written as.
      return kind === 'number' && !/e/iu.test(value) && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(value) ? value : undefined;
    default:
      return undefined;
  }
}

const stringTypes = new Set([
  'char',
  'varchar',
  'text',
  'nchar',
  'nvarchar',
  'ntext',
  'xml',
  'json',
  'vector',
  'date',
  'time',
  'datetime',
  'smalldatetime',
  'datetime2',
  'datetimeoffset',
  'uniqueidentifier',
  'sql_variant',
]);

function fromText(text: string, base: string): string | number | boolean | undefined {
  if (stringTypes.has(base)) {
    return text;
  }
  const number = text.trim();
  switch (base) {
    case 'bit':
      return /^true$/iu.test(number)
        ? true
        : /^false$/iu.test(number)
          ? false
          : wholeNumber.test(number)
            ? Number(number) !== 0
            : undefined;
    case 'tinyint':
    case 'smallint':
    case 'int':
      return wholeNumber.test(number) ? Number(number) : undefined;
    case 'bigint':
      return wholeNumber.test(number) ? number : undefined;
    case 'decimal':
    case 'numeric':
    case 'money':
    case 'smallmoney':
      return /^-?\d+(?:\.\d+)?$/u.test(number) ? number : undefined;
    default:
      return undefined;
  }
}
