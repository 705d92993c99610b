import type { Column, Database, Index, Table } from '../engine/model';
import { SqlError } from '../engine/sqlError';

/** A statement as messages about constraints name it. */
export type DmlVerb = 'INSERT' | 'UPDATE' | 'DELETE' | 'MERGE';

/** `database.schema.table`; temporary tables and table variables are shown as tempdb knows them. */
export function fullTableName(database: Database, table: Table): string {
  if (table.name.startsWith('@')) return `tempdb.dbo.#${hexadecimalId(table, 8)}`;
  if (table.name.startsWith('##')) return `tempdb.dbo.${table.name}`;
  if (table.name.startsWith('#')) return `tempdb.dbo.${table.name.padEnd(116, '_')}${hexadecimalId(table, 12)}`;
  return `${database.name}.${table.schema}.${table.name}`;
}

function hexadecimalId(table: Table, digits: number): string {
  return table.objectId.toString(16).toUpperCase().padStart(digits, '0');
}

function shortName(table: Table): string {
  return `${table.schema}.${table.name}`;
}

/** Errors of statements that change rows, with the numbers and texts of sys.messages. */
export const dmlErrors = {
  columnTwice: (name: string) =>
    new SqlError(
      264,
      16,
      1,
      `The column name '${name}' is specified more than once in the SET clause or column list of an INSERT. A column cannot be assigned more than one value in the same clause. Modify the clause to make sure that a column is updated only once. If this statement updates or inserts columns into a view, column aliasing can conceal the duplication in your code.`,
    ),
  moreColumnsThanValues: () =>
    new SqlError(
      109,
      15,
      1,
      'There are more columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.',
    ),
  fewerColumnsThanValues: () =>
    new SqlError(
      110,
      15,
      1,
      'There are fewer columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.',
    ),
  fewerSelected: () =>
    new SqlError(
      120,
      15,
      1,
      'The select list for the INSERT statement contains fewer items than the insert list. The number of SELECT values must match the number of INSERT columns.',
    ),
  moreSelected: () =>
    new SqlError(
      121,
      15,
      1,
      'The select list for the INSERT statement contains more items than the insert list. The number of SELECT values must match the number of INSERT columns.',
    ),
  definitionMismatch: () => new SqlError(213, 16, 1, 'Column name or number of supplied values does not match table definition.'),
  unevenRows: () => new SqlError(10709, 16, 1, 'The number of columns for each row in a table value constructor must be the same.'),
  computedColumn: (name: string) =>
    new SqlError(
      271,
      16,
      1,
      `The column "${name}" cannot be modified because it is either a computed column or is the result of a UNION operator.`,
    ),
  updateRowversion: () => new SqlError(272, 16, 1, 'Cannot update a timestamp column.'),
  insertRowversion: () =>
    new SqlError(
      273,
      16,
      1,
      'Cannot insert an explicit value into a timestamp column. Use INSERT with a column list to exclude the timestamp column, or insert a DEFAULT into the timestamp column.',
    ),
  outputWithTrigger: (table: string) =>
    new SqlError(
      334,
      16,
      1,
      `The target table '${table}' of the DML statement cannot have any enabled triggers if the statement contains an OUTPUT clause without INTO clause.`,
    ),
  identityDefault: () => new SqlError(339, 16, 1, 'DEFAULT or NULL are not allowed as explicit identity values.'),
  notNull: (database: Database, table: Table, column: Column, verb: DmlVerb) =>
    new SqlError(
      515,
      16,
      2,
      `Cannot insert the value NULL into column '${column.name}', table '${table.name.startsWith('@') ? table.name : fullTableName(database, table)}'; column does not allow nulls. ${verb} fails.`,
    ),
  identityInsertOff: (table: Table) =>
    new SqlError(
      544,
      16,
      1,
      `Cannot insert explicit value for identity column in table '${table.name}' when IDENTITY_INSERT is set to OFF.`,
    ),
  identityValueMissing: (table: Table) =>
    new SqlError(
      545,
      16,
      1,
      `Explicit value must be specified for identity column in table '${table.name}' either when IDENTITY_INSERT is set to ON or when a replication user is inserting into a NOT FOR REPLICATION identity column.`,
    ),
  identityNeedsList: (table: string) =>
    new SqlError(
      8101,
      16,
      1,
      `An explicit value for the identity column in table '${table}' can only be specified when a column list is used and IDENTITY_INSERT is ON.`,
    ),
  updateIdentity: (name: string) => new SqlError(8102, 16, 1, `Cannot update identity column '${name}'.`),
  identityOverflow: (type: string) => new SqlError(8115, 16, 1, `Arithmetic overflow error converting IDENTITY to data type ${type}.`),
  generatedAlways: (table: string) =>
    new SqlError(
      13536,
      16,
      1,
      `Cannot insert an explicit value into a GENERATED ALWAYS column in table '${table}'. Use INSERT with a column list to exclude the GENERATED ALWAYS column, or insert a DEFAULT into GENERATED ALWAYS column.`,
    ),
  updateGeneratedAlways: (table: string) => new SqlError(13537, 16, 1, `Cannot update GENERATED ALWAYS columns in table '${table}'.`),
  conflict: (
    verb: DmlVerb,
    kind: 'CHECK' | 'FOREIGN KEY' | 'FOREIGN KEY SAME TABLE' | 'REFERENCE' | 'SAME TABLE REFERENCE',
    constraint: string,
    database: Database,
    table: Table,
    column: string | undefined,
  ) =>
    new SqlError(
      547,
      16,
      0,
      `The ${verb} statement conflicted with the ${kind} constraint "${constraint}". The conflict occurred in database "${table.isTemporary ? 'tempdb' : database.name}", table "${table.isTemporary ? fullTableName(database, table).slice('tempdb.'.length) : shortName(table)}"${column === undefined ? '' : `, column '${column}'`}.`,
    ),
  duplicateKey: (table: Table, index: Index, values: string) => {
    const object = table.name.startsWith('@') ? `dbo.${table.name}` : shortName(table);
    if (!index.constraint)
      return new SqlError(
        2601,
        14,
        1,
        `Cannot insert duplicate key row in object '${object}' with unique index '${index.name}'. The duplicate key value is (${values}).`,
      );
    const kind = index.constraint.kind === 'PRIMARY KEY' ? 'PRIMARY KEY' : 'UNIQUE KEY';
    return new SqlError(
      2627,
      14,
      1,
      `Violation of ${kind} constraint '${index.name}'. Cannot insert duplicate key in object '${object}'. The duplicate key value is (${values}).`,
    );
  },
  truncated: (database: Database, table: Table, column: string, value: string) =>
    database.compatibilityLevel >= 150
      ? new SqlError(
          2628,
          16,
          1,
          `String or binary data would be truncated in table '${fullTableName(database, table)}', column '${column}'. Truncated value: '${value}'.`,
        )
      : new SqlError(8152, 16, 30, 'String or binary data would be truncated.'),
  ambiguousTarget: (name: string) => new SqlError(8154, 16, 1, `The table '${name}' is ambiguous.`),
  invalidObject: (name: string) => new SqlError(208, 16, 1, `Invalid object name '${name}'.`),
  mergeTwice: () =>
    new SqlError(
      8672,
      16,
      1,
      'The MERGE statement attempted to UPDATE or DELETE the same row more than once. This happens when a target row matches more than one source row. A MERGE statement cannot UPDATE/DELETE the same row of the target table multiple times. Refine the ON clause to ensure a target row matches at most one source row, or use the GROUP BY clause to group the source rows.',
    ),
  notUpdatable: (name: string) =>
    new SqlError(4405, 16, 1, `View or function '${name}' is not updatable because the modification affects multiple base tables.`),
  aggregateView: (name: string) =>
    new SqlError(
      4403,
      16,
      1,
      `Cannot update the view or function '${name}' because it contains aggregates, or a DISTINCT or GROUP BY clause, or PIVOT or UNPIVOT operator.`,
    ),
} as const;
