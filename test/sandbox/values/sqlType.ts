/**
 * The type of a column, variable, parameter or expression, as T-SQL declares it.
 * Source: docs/t-sql/data-types (SQL Server documentation) and MS-TDS 2.2.5.4 for what each becomes on the wire.
 */
export interface SqlType {
  readonly name: SqlTypeName;
  /** char/varchar/binary/varbinary: bytes; nchar/nvarchar: UTF-16 code units; vector: dimensions. `'max'` for the large forms. */
  readonly length?: number | 'max';
  /** decimal/numeric: 1 to 38. float: 24 or 53 is folded into `real` or `float`. */
  readonly precision?: number;
  /** decimal/numeric: 0 to precision; time/datetime2/datetimeoffset: 0 to 7. */
  readonly scale?: number;
  /** Character types only: the collation's name, for example `SQL_Latin1_General_CP1_CI_AS`. Absent: the database's default. */
  readonly collation?: string;
  /** The alias type or table type this was declared with, `schema.name`; absent for a system type. */
  readonly userType?: string;
}

export type SqlTypeName =
  | 'bit'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'numeric'
  | 'money'
  | 'smallmoney'
  | 'real'
  | 'float'
  | 'date'
  | 'time'
  | 'datetime'
  | 'smalldatetime'
  | 'datetime2'
  | 'datetimeoffset'
  | 'char'
  | 'varchar'
  | 'text'
  | 'nchar'
  | 'nvarchar'
  | 'ntext'
  | 'binary'
  | 'varbinary'
  | 'image'
  | 'uniqueidentifier'
  | 'rowversion'
  | 'xml'
  | 'json'
  | 'vector'
  | 'sql_variant'
  | 'hierarchyid'
  | 'geometry'
  | 'geography'
  /** A table variable or a table-valued parameter; `userType` names its table type. */
  | 'table';
