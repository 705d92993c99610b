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
      return /e/iu.test(value) ? undefined : value.replace(/^(-?)\./u, '$10.').replace(/\.$/u, '');
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

const stringTypes = new Set(['char', 'varchar', 'text', 'nchar', 'nvarchar', 'ntext', 'xml', 'json', 'vector', 'sql_variant']);

const date = String.raw`\d{4}-\d{2}-\d{2}`;
const time = String.raw`\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?`;
/** Texts that mean the same under every language and date format; '20240229' and '1.2.2024' are left to the server. */
const plainForms: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${date}$`, 'u'),
  time: new RegExp(`^${time}$`, 'u'),
  // Of the older types the form with a blank depends on the language.
  datetime: new RegExp(`^${date}T${time}$`, 'u'),
  smalldatetime: new RegExp(`^${date}T${time}$`, 'u'),
  datetime2: new RegExp(`^${date}[T ]${time}$`, 'u'),
  datetimeoffset: new RegExp(`^${date}[T ]${time} ?(?:Z|[+-]\\d{2}:\\d{2})$`, 'u'),
  uniqueidentifier: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu,
};

function fromText(text: string, base: string): string | number | boolean | undefined {
  if (stringTypes.has(base)) {
    return text;
  }
  const form = plainForms[base];
  if (form !== undefined) {
    return form.test(text) ? text : undefined;
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
