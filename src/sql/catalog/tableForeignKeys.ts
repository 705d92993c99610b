import type { ForeignKeyEnd, ForeignKeyInfo, TableForeignKeys } from '../../core/metadata/tableForeignKeys';
import type { IndexForKey } from '../../core/metadata/supportingIndex';
import { supportingIndex } from '../../core/metadata/supportingIndex';
import type { CellRow } from '../../core/values/cellEncoding';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import { askSections } from './catalogSections';
import type { ResolvedTable } from './resolveTable';

/** The keys that begin or end at the table, each once; either end is a condition of its own, so that no other key is read. */
const OWN = `SELECT f.object_id, f.parent_object_id FROM sys.foreign_keys AS f WHERE f.parent_object_id = @object_id
  UNION ALL
  SELECT f.object_id, f.parent_object_id FROM sys.foreign_keys AS f WHERE f.referenced_object_id = @object_id AND f.parent_object_id <> @object_id`;

/** A table that the login may not see has no row in sys.objects; the key itself is visible with its own table. */
const KEYS = `SELECT f.object_id, f.name, f.parent_object_id, ps.name, p.name, f.referenced_object_id, rs.name, r.name, f.delete_referential_action_desc,
  f.update_referential_action_desc, f.is_disabled, f.is_not_trusted, f.is_not_for_replication
FROM (${OWN}) AS k
JOIN sys.foreign_keys AS f ON f.object_id = k.object_id
LEFT JOIN sys.objects AS p ON p.object_id = f.parent_object_id
LEFT JOIN sys.schemas AS ps ON ps.schema_id = p.schema_id
LEFT JOIN sys.objects AS r ON r.object_id = f.referenced_object_id
LEFT JOIN sys.schemas AS rs ON rs.schema_id = r.schema_id
ORDER BY ps.name, p.name, f.name`;

const KEY_COLUMNS = `SELECT fc.constraint_object_id, pc.name, rc.name
FROM (${OWN}) AS k
JOIN sys.foreign_key_columns AS fc ON fc.constraint_object_id = k.object_id
LEFT JOIN sys.columns AS pc ON pc.object_id = fc.parent_object_id AND pc.column_id = fc.parent_column_id
LEFT JOIN sys.columns AS rc ON rc.object_id = fc.referenced_object_id AND rc.column_id = fc.referenced_column_id
ORDER BY fc.constraint_object_id, fc.constraint_column_id`;

const REFERRING_INDEXES = `SELECT i.object_id, i.index_id, i.name, i.type_desc, i.filter_definition, i.is_disabled, i.is_hypothetical, c.name
FROM (SELECT DISTINCT k.parent_object_id FROM (${OWN}) AS k) AS t
JOIN sys.indexes AS i ON i.object_id = t.parent_object_id
JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE ic.key_ordinal > 0
ORDER BY i.object_id, i.index_id, ic.key_ordinal`;

/** The foreign keys of a table and those that refer to it. */
export async function readTableForeignKeys(question: CatalogQuestion, table: ResolvedTable): Promise<TableForeignKeys> {
  const answers = await askSections(
    question,
    [
      { name: 'keys', text: KEYS },
      { name: 'columns', text: KEY_COLUMNS },
      { name: 'indexes', text: REFERRING_INDEXES },
    ],
    [{ name: 'object_id', type: 'int', value: table.objectId }],
  );
  const notes = [...table.notes];
  const columns = answers.needed('columns');
  const indexes = indexesOf(answers.needed('indexes'));
  const keys = answers.needed('keys').map((row) => ({ row, key: keyOf(row, columns, indexes) }));
  if (!table.seesAll) {
    notes.push('Keys of tables that the login may not see are not listed: it has no VIEW DEFINITION on the database.');
  }
  if (keys.some(({ key }) => key.to.table === null)) {
    notes.push('A table without a name here is one that the login may not see.');
  }
  return {
    table: table.object,
    outgoing: keys.filter(({ row }) => numberOf(row[2]) === table.objectId).map(({ key }) => key),
    incoming: keys.filter(({ row }) => numberOf(row[5]) === table.objectId).map(({ key }) => key),
    notes,
  };
}

function keyOf(row: CellRow, columns: readonly CellRow[], indexes: ReadonlyMap<number, readonly IndexForKey[]>): ForeignKeyInfo {
  const its = columns.filter((column) => numberOf(column[0]) === numberOf(row[0]));
  const from: ForeignKeyEnd = { schema: textOrNull(row[3]), table: textOrNull(row[4]), columns: its.map((column) => textOf(column[1])) };
  const seen = its.every((column) => column[2] !== null);
  return {
    name: textOf(row[1]),
    from,
    to: { schema: textOrNull(row[6]), table: textOrNull(row[7]), columns: seen ? its.map((column) => textOf(column[2])) : [] },
    onDelete: textOf(row[8]),
    onUpdate: textOf(row[9]),
    isDisabled: row[10] === true,
    isTrusted: row[11] !== true,
    isNotForReplication: row[12] === true,
    refersToItself: row[2] === row[5],
    supportingIndex: supportingIndex(from.columns, indexes.get(numberOf(row[2])) ?? []) ?? null,
  };
}

/** The indexes of each referring table, by its object_id. */
function indexesOf(rows: readonly CellRow[]): ReadonlyMap<number, readonly IndexForKey[]> {
  const tables = new Map<number, Map<number, IndexForKey>>();
  for (const row of rows) {
    const table = tables.get(numberOf(row[0])) ?? new Map<number, IndexForKey>();
    tables.set(numberOf(row[0]), table);
    const known = table.get(numberOf(row[1]));
    table.set(numberOf(row[1]), {
      name: textOrNull(row[2]),
      type: textOf(row[3]).toLowerCase(),
      filter: textOrNull(row[4]),
      isDisabled: row[5] === true,
      isHypothetical: row[6] === true,
      keyColumns: [...(known?.keyColumns ?? []), textOf(row[7])],
    });
  }
  return new Map(Array.from(tables, ([id, table]) => [id, [...table.values()]]));
}
