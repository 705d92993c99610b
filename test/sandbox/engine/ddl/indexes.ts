import type { IndexDefinition } from '../../syntax/statementAst';
import type { SpecialIndex } from '../../syntax/tableAst';
import { definitionMessages } from '../errors/definitionMessages';
import type { Column, Database, Index, IndexType, Table } from '../model';
import { expressionText } from './expressionText';
import { NotInSandboxError } from '../sqlError';
import { partitioningOf } from './partitioning';

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
  const id = isClustered ? 1 : nextIndexId(table, index.type);
  const placed: Index = { ...index, id };
  if (isClustered) table.indexes.unshift(placed);
  else table.indexes.push(placed);
  return placed;
}

/** XML and spatial indexes count apart from the others. */
const firstIds: Partial<Record<IndexType, number>> = { XML: 256_000, SPATIAL: 384_000 };

function nextIndexId(table: Table, type: IndexType): number {
  const first = firstIds[type];
  const others = [...table.indexes, ...(table.statistics ?? [])].map((each) => each.id);
  if (first === undefined) return Math.max(1, ...others.filter((id) => id < 256_000)) + 1;
  return Math.max(first - 1, ...table.indexes.filter((each) => each.type === type).map((each) => each.id)) + 1;
}

/** An index that is no constraint. Throws SqlError 1902, 1911, 1913. */
export function addIndex(database: Database, table: Table, definition: IndexDefinition): Index {
  if (definition.special) return addSpecialIndex(table, definition, definition.special);
  const partitioning = partitioningOf(database, table, definition.place);
  const order = definition.order.map((name) => indexColumn(table, name).id);
  const { filter } = definition;
  const kind = definition.clustered ? 'CLUSTERED' : 'NONCLUSTERED';
  return placeIndex(table, {
    name: definition.name,
    type: definition.columnstore ? `${kind} COLUMNSTORE` : definition.hash ? 'NONCLUSTERED HASH' : kind,
    unique: definition.unique,
    columns: definition.columns.map((column) => ({ columnId: indexColumn(table, column.name).id, descending: column.descending })),
    included: definition.included.map((name) => indexColumn(table, name).id),
    ...(filter && { filter: { ...filter, text: expressionText(filter.expression) ?? `(${filter.text})` } }),
    isDisabled: false,
    options: { ...definition.options },
    ...(order.length > 0 && { order }),
    ...(partitioning && { partitioning }),
  });
}

function addSpecialIndex(table: Table, definition: IndexDefinition, special: SpecialIndex): Index {
  const columnId = indexColumn(table, definition.columns[0]?.name ?? '').id;
  const using = special.kind === 'XML' ? special.using : undefined;
  const primary = table.indexes.find((index) => index.name.toLowerCase() === using?.toLowerCase() && index.type === 'XML');
  if (using !== undefined && !primary) throw new NotInSandboxError(`an XML index using ${using}, which is no primary XML index`);
  return placeIndex(table, {
    name: definition.name,
    type: special.kind,
    unique: false,
    columns: [],
    included: [],
    isDisabled: false,
    options: { ...definition.options },
    special: {
      columnId,
      ...(primary && { using: primary.id }),
      ...(special.kind === 'XML' && special.secondary !== undefined && { secondary: special.secondary }),
      ...(special.kind === 'SPATIAL' && special.scheme !== undefined && { scheme: special.scheme }),
    },
  });
}

export function shownTable(table: Table): string {
  return `${table.schema}.${table.name}`;
}
