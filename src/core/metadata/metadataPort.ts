import type { ConnectionTarget, QualifiedName } from '../ports';
import type { TableForeignKeys } from './tableForeignKeys';
import type { TableIndexes } from './tableIndexes';
import type { TableFilter, TableList } from './tableList';
import type { TableSchema } from './tableSchema';
import type { TableStatistics } from './tableStatistics';

/**
 * What tables are made of, asked over the control pool, each in at most two round trips. Names are resolved as the server does: the login's
 * default schema, then dbo; synonyms to what they stand for. What the login may not see or the version does not have costs a field and a note.
 * Each throws SprocketError: unknown_object with the closest names or the candidates, invalid_input for an object of another kind.
 */
export interface MetadataPort {
  tables(target: ConnectionTarget, filter: TableFilter, signal?: AbortSignal): Promise<TableList>;
  tableSchema(target: ConnectionTarget, name: QualifiedName, signal?: AbortSignal): Promise<TableSchema>;
  tableIndexes(target: ConnectionTarget, name: QualifiedName, signal?: AbortSignal): Promise<TableIndexes>;
  tableForeignKeys(target: ConnectionTarget, name: QualifiedName, signal?: AbortSignal): Promise<TableForeignKeys>;
  tableStatistics(target: ConnectionTarget, name: QualifiedName, signal?: AbortSignal): Promise<TableStatistics>;
}
