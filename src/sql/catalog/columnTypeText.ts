/** A type as sys.columns and sys.types describe it. */
export interface ColumnTypeFacts {
  readonly name: string;
  readonly schema: string;
  readonly isUserDefined: boolean;
  /** Bytes; -1: max. */
  readonly maxLength: number;
  readonly precision: number;
  readonly scale: number;
}

/** The type as T-SQL writes it: `nvarchar(50)`, `decimal(18,4)`, `datetime2(7)`, `dbo.Phone`. */
export function columnTypeText(facts: ColumnTypeFacts): string {
  const { name, maxLength, precision, scale } = facts;
  if (facts.isUserDefined) {
    return `${facts.schema}.${name}`;
  }
  switch (name) {
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
      return `${name}(${maxLength === -1 ? 'max' : maxLength})`;
    case 'nchar':
    case 'nvarchar':
      return `${name}(${maxLength === -1 ? 'max' : maxLength / 2})`;
    case 'decimal':
    case 'numeric':
      return `${name}(${precision},${scale})`;
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return `${name}(${scale})`;
    case 'timestamp':
      return 'rowversion';
    default:
      return name;
  }
}
