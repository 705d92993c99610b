import type { IndexDefinition } from '../../syntax/statementAst';
import { definitionMessages } from '../errors/definitionMessages';
import type { Column, Index, Table } from '../model';
import { expressionText } from './expressionText';

/** A column by name. Throws SqlError 1911. */
export function indexColumn(table: Table, name: string): Column {
  const key = name.toLowerCase();
  const column = table.columns.find((each) => each.name.toLowerCase() === key);
  if (!column) throw definitionMessages.indexColumnMissing(name);
  return column;
}

/** Puts an index in its place: index_id 1 clusters, others follow. Throws SqlError 1902 and 1913. */
export function placeIndex(table: Table, index: Omit<Index, 'id'>): Index {
  const key = index.name.toLowerCase();
  if (table.indexes.some((each) => each.name.toLowerCase() === key)) throw definitionMessages.indexExists(index.name, shownTable(table));
  const isClustered = index.type === 'CLUSTERED' || index.type === 'CLUSTERED COLUMNSTORE';
  const clustered = table.indexes.find((each) => each.id === 1);
  if (isClustered && clustered) throw definitionMessages.twoClustered(shownTable(table), clustered.name);
  const id = isClustered ? 1 : Math.max(1, ...table.indexes.map((each) => each.id)) + 1;
  const placed: Index = { ...index, id };
  if (isClustered) table.indexes.unshift(placed);
  else table.indexes.push(placed);
  return placed;
}

/** An index that is no constraint. Throws SqlError 1902, 1911, 1913. */
export function addIndex(table: Table, definition: IndexDefinition): Index {
  const { filter } = definition;
  const kind = definition.clustered ? 'CLUSTERED' : 'NONCLUSTERED';
  return placeIndex(table, {
    name: definition.name,
    type: definition.columnstore ? `${kind} COLUMNSTORE` : kind,
    unique: definition.unique,
    columns: definition.columns.map((column) => ({ columnId: indexColumn(table, column.name).id, descending: column.descending })),
    included: definition.included.map((name) => indexColumn(table, name).id),
    ...(filter && { filter: { ...filter, text: expressionText(filter.expression) ?? `(${filter.text})` } }),
    isDisabled: false,
    options: { ...definition.options },
  });
}

export function shownTable(table: Table): string {
  return `${table.schema}.${table.name}`;
}
