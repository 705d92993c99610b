import type { DataPlace } from '../../syntax/statementAst';
import { definitionMessages } from '../errors/definitionMessages';
import type { Database, Partitioning, Table } from '../model';

/** The partitioning that ON scheme (column) means; a file group is none. Throws SqlError 1921, 1911. */
export function partitioningOf(database: Database, table: Table, place: DataPlace | undefined): Partitioning | undefined {
  if (place?.column === undefined) return undefined;
  const name = place.column.toLowerCase();
  const scheme = database.storage.partitionSchemes.get(place.name.toLowerCase());
  const column = table.columns.find((each) => each.name.toLowerCase() === name);
  if (!scheme) throw definitionMessages.partitionSchemeMissing(place.name);
  if (!column) throw definitionMessages.indexColumnMissing(place.column);
  return { scheme, columnId: column.id };
}
