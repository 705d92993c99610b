/** A T-SQL type as it was declared, in one spelling. */
export interface DeclaredType {
  /** The name of a system type in lower case; undefined: a type of the database. */
  readonly name: string | undefined;
  /** `decimal(18,4)`, `[dbo].[Phone]`: what the server is told. Made of checked parts only. */
  readonly declaration: string;
  /** Length of character and binary types, dimensions of a vector; undefined where the type has none. */
  readonly length: number | 'max' | undefined;
  readonly precision: number;
  /** Of decimal, and the digits behind the second of time, datetime2 and datetimeoffset. */
  readonly scale: number;
}

const SYNONYMS: Readonly<Record<string, string>> = {
  integer: 'int',
  dec: 'decimal',
  'double precision': 'float',
  character: 'char',
  'char varying': 'varchar',
  'character varying': 'varchar',
  'national char': 'nchar',
  'national character': 'nchar',
  'national char varying': 'nvarchar',
  'national character varying': 'nvarchar',
  'national text': 'ntext',
  'binary varying': 'varbinary',
  timestamp: 'rowversion',
};

const PLAIN = new Set(
  'bit tinyint smallint int bigint money smallmoney real date datetime smalldatetime uniqueidentifier text ntext image xml json sysname sql_variant rowversion hierarchyid geography geometry'.split(
    ' ',
  ),
);
/** The longest length in characters or bytes. */
const WITH_LENGTH: Readonly<Record<string, number>> = {
  char: 8000,
  varchar: 8000,
  binary: 8000,
  varbinary: 8000,
  nchar: 4000,
  nvarchar: 4000,
};

/** Reads the text of a type. Answers with the reason when it is none. */
export function parseDeclaredType(text: string): DeclaredType | { readonly problem: string } {
  const parts = /^\s*(.+?)\s*(?:\(\s*([^()]*?)\s*\))?\s*$/s.exec(text);
  if (parts?.[1] === undefined) {
    return { problem: 'the type is empty' };
  }
  const word = parts[1].replace(/^(?:\[sys\]|sys)\s*\.\s*/i, '').replace(/^\[([a-z_0-9]+)\]$/i, '$1');
  const lower = word.toLowerCase().replaceAll(/\s+/g, ' ');
  const name = SYNONYMS[lower] ?? lower;
  const args = parts[2] === undefined ? [] : parts[2].split(',').map((arg) => arg.trim().toLowerCase());
  return systemType(name, args) ?? databaseType(parts[1], args);
}

function systemType(name: string, args: readonly string[]): DeclaredType | { readonly problem: string } | undefined {
  const plain = { name, length: undefined, precision: 0, scale: 0 };
  if (PLAIN.has(name)) {
    return args.length === 0 ? { ...plain, declaration: name } : { problem: `${name} takes no length` };
  }
  const longest = Object.hasOwn(WITH_LENGTH, name) ? WITH_LENGTH[name] : undefined;
  if (longest !== undefined) {
    return withLength(name, args, longest);
  }
  switch (name) {
    case 'decimal':
    case 'numeric': {
      const precision = integer(args[0] ?? '18', 1, 38);
      const scale = precision === undefined ? undefined : integer(args[1] ?? '0', 0, precision);
      return precision === undefined || scale === undefined || args.length > 2
        ? { problem: `${name} takes a precision from 1 to 38 and a scale up to the precision` }
        : { ...plain, precision, scale, declaration: `${name}(${precision},${scale})` };
    }
    case 'float': {
      const bits = integer(args[0] ?? '53', 1, 53);
      if (bits === undefined || args.length > 1) {
        return { problem: 'float takes a number of bits from 1 to 53' };
      }
      return { ...plain, name: bits <= 24 ? 'real' : 'float', declaration: bits <= 24 ? 'real' : 'float' };
    }
    case 'time':
    case 'datetime2':
    case 'datetimeoffset': {
      const scale = integer(args[0] ?? '7', 0, 7);
      return scale === undefined || args.length > 1
        ? { problem: `${name} takes a scale from 0 to 7` }
        : { ...plain, scale, declaration: `${name}(${scale})` };
    }
    case 'vector': {
      const dimensions = integer(args[0] ?? '', 1, 3996);
      const base = args[1] ?? 'float32';
      return dimensions === undefined || args.length > 2 || !['float32', 'float16'].includes(base)
        ? { problem: 'vector takes a number of dimensions, and float32 or float16' }
        : { ...plain, length: dimensions, declaration: base === 'float32' ? `vector(${dimensions})` : `vector(${dimensions}, ${base})` };
    }
    case 'cursor':
    case 'table':
      return { problem: `a parameter cannot be of the type ${name}` };
    default:
      return undefined;
  }
}

function withLength(name: string, args: readonly string[], longest: number): DeclaredType | { readonly problem: string } {
  const variable = name.includes('var');
  const [first = '1'] = args;
  const length = variable && first === 'max' ? 'max' : integer(first, 1, longest);
  return length === undefined || args.length > 1
    ? { problem: `${name} takes a length from 1 to ${longest}${variable ? ' or max' : ''}` }
    : { name, declaration: `${name}(${length})`, length, precision: 0, scale: 0 };
}

/** A type of the database, `dbo.Phone` or `[my schema].[my type]`: only its name is checked here, the rest is the server's. */
function databaseType(text: string, args: readonly string[]): DeclaredType | { readonly problem: string } {
  const parts = /^(?:(\[(?:[^\]]|\]\])+\]|[\p{L}_][\p{L}\p{N}_@#$]*)\s*\.\s*)?(\[(?:[^\]]|\]\])+\]|[\p{L}_][\p{L}\p{N}_@#$]*)$/u.exec(text);
  if (parts?.[2] === undefined || args.length > 0) {
    return { problem: 'this is not a type of SQL Server' };
  }
  const names = parts[1] === undefined ? [parts[2]] : [parts[1], parts[2]];
  const declaration = names.map((part) => (part.startsWith('[') ? part : `[${part}]`)).join('.');
  return { name: undefined, declaration, length: undefined, precision: 0, scale: 0 };
}

function integer(text: string, minimum: number, maximum: number): number | undefined {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  return value >= minimum && value <= maximum ? value : undefined;
}
