import { definitionMessages } from '../errors/definitionMessages';
import type { Database, Table } from '../model';

/** ALTER TABLE … DROP CONSTRAINT. Throws SqlError 3728 (not a constraint), 3725 (a foreign key needs the key). */
export function removeConstraint(database: Database, table: Table, name: string, ifExists: boolean): void {
  const key = name.toLowerCase();
  const isNamed = (each: { readonly name: string }): boolean => each.name.toLowerCase() === key;
  const index = table.indexes.findIndex((each) => each.constraint && isNamed(each));
  const found = table.indexes[index];
  if (found) {
    requireUnreferenced(
      database,
      table,
      found.name,
      found.columns.map((column) => column.columnId),
    );
    table.indexes.splice(index, 1);
    return;
  }
  for (const list of [table.checks, table.foreignKeys]) {
    const at = list.findIndex(isNamed);
    if (at < 0) continue;
    list.splice(at, 1);
    return;
  }
  const column = table.columns.find((each) => each.default && isNamed(each.default));
  if (column) delete column.default;
  else if (!ifExists) throw definitionMessages.notAConstraint(name);
}

function requireUnreferenced(database: Database, table: Table, name: string, columns: readonly number[]): void {
  for (const schema of database.schemas.values()) {
    for (const other of schema.tables.values()) {
      const foreignKey = other.foreignKeys.find(
        ({ referenced }) =>
          referenced.schema.toLowerCase() === table.schema.toLowerCase() &&
          referenced.table.toLowerCase() === table.name.toLowerCase() &&
          referenced.columns.length === columns.length &&
          referenced.columns.every((id) => columns.includes(id)),
      );
      if (foreignKey) throw definitionMessages.constraintReferenced(name, other.name, foreignKey.name);
    }
  }
}
