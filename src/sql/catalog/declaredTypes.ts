import { formatQualifiedName } from '../../core/names/qualifiedName';
import type { SqlType } from '../../core/procedures/procedureTypes';
import { columnTypeText } from './columnTypeText';

/** A type of a parameter or a column as the catalog describes it. */
export interface DeclaredTypeFacts {
  /** sys.types.name. null: the type is not visible to the login. */
  readonly name: string | null;
  readonly schema: string;
  readonly isUserDefined: boolean;
  readonly isTableType: boolean;
  readonly isAssemblyType: boolean;
  /** Name of the system type below it; null for CLR and table types, and for what sys.types does not list. */
  readonly base: string | null;
  /** Bytes; -1: max. */
  readonly maxLength: number;
  readonly precision: number;
  readonly scale: number;
  /** Schema collection of typed XML: `DOCUMENT [dbo].[Invoices]`. */
  readonly xmlCollection?: string;
  /** Of a vector, as one would write it: `3`, `3, float16`. */
  readonly vector?: string;
}

/** The data type as one would write it, with its parts. */
export function declaredType(facts: DeclaredTypeFacts): SqlType {
  if (facts.isTableType) {
    const text = quotedType(facts);
    return { text, kind: 'table', base: 'table', baseText: text };
  }
  if (facts.isAssemblyType) {
    const text = facts.isUserDefined ? quotedType(facts) : (facts.name ?? 'CLR type');
    return { text, kind: 'clr', base: facts.name ?? text, baseText: text };
  }
  // Some system types are stored as another one: the base of a vector is varbinary.
  const isAlias = facts.isUserDefined || facts.name === 'sysname';
  const base = (isAlias || facts.name === null ? facts.base : facts.name) ?? 'unknown';
  const baseText = systemTypeText({ ...facts, name: base });
  return {
    text: !isAlias ? baseText : facts.isUserDefined ? quotedType(facts) : (facts.name ?? baseText),
    kind: isAlias ? 'alias' : 'system',
    base: base === 'timestamp' ? 'rowversion' : base,
    baseText,
    ...sizes(base, facts),
  };
}

function quotedType({ schema, name }: DeclaredTypeFacts): string {
  return `[${schema.replaceAll(']', ']]')}].[${(name ?? '').replaceAll(']', ']]')}]`;
}

function systemTypeText(facts: DeclaredTypeFacts & { readonly name: string }): string {
  if (facts.name === 'xml' && facts.xmlCollection !== undefined) {
    return `xml(${facts.xmlCollection})`;
  }
  if (facts.name === 'vector' && facts.vector !== undefined) {
    return `vector(${facts.vector})`;
  }
  return columnTypeText({ ...facts, isUserDefined: false });
}

function sizes(base: string, { maxLength, precision, scale }: DeclaredTypeFacts): Pick<SqlType, 'length' | 'precision' | 'scale'> {
  switch (base) {
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
      return { length: maxLength === -1 ? 'max' : maxLength };
    case 'nchar':
    case 'nvarchar':
      return { length: maxLength === -1 ? 'max' : maxLength / 2 };
    case 'decimal':
    case 'numeric':
      return { precision, scale };
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return { scale };
    default:
      return {};
  }
}

/** The name of a type of the first result set, which comes with its declaration unless it is a user type. */
export function namedType(schema: string, name: string): string {
  return schema === 'sys' ? name : formatQualifiedName({ schema, name });
}
