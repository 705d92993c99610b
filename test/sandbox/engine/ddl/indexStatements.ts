import type { ObjectName } from '../../syntax/expressionAst';
import type { AlterIndexStatement, CreateIndexStatement } from '../../syntax/statementAst';
import { definitionMessages } from '../errors/definitionMessages';
import { messages } from '../errors/messages';
import type { Frame } from '../frame';
import type { Index } from '../model';
import { findTable, shownName } from '../names';
import { requireUnique } from './checkRows';
import { addIndex, shownTable } from './indexes';
import { changeTable } from './tableChange';
import { indexView } from './indexedViews';

/** CREATE INDEX. Throws SqlError 1088, 1505, 1902, 1911, 1913. */
export function createIndex(frame: Frame, { on, index }: CreateIndexStatement): void {
  const replaces = index.options['DROP_EXISTING'] === 'ON';
  if (indexView(frame, on, index)) return;
  const { table, database } = changeTable(frame, on, messages.indexTargetMissing);
  if (replaces) {
    const old = table.indexes.findIndex((each) => each.name.toLowerCase() === index.name.toLowerCase());
    if (old >= 0) table.indexes.splice(old, 1);
  }
  const added = addIndex(database, table, index);
  requireUnique(frame, table, added);
}

/** ALTER INDEX … DISABLE, REBUILD, REORGANIZE, SET. A rebuild enables. Throws SqlError 1088, 2727, 1505. */
export function alterIndex(frame: Frame, { index: name, on, action, options }: AlterIndexStatement): void {
  const { table } = changeTable(frame, on, messages.indexTargetMissing);
  const wanted = table.indexes.filter((index) => name === 'ALL' || index.name.toLowerCase() === name.toLowerCase());
  if (wanted.length === 0 && name !== 'ALL') throw definitionMessages.indexMissing(name, shownTable(table));
  for (const index of wanted) {
    if (action === 'DISABLE') index.isDisabled = true;
    if (action === 'REBUILD') {
      index.isDisabled = false;
      requireUnique(frame, table, index);
    }
    if (action === 'REBUILD' || action === 'SET') Object.assign(index.options, options);
  }
}

/** DROP INDEX i ON t, and the old form t.i. Throws SqlError 3701, 3723 (a constraint owns it). */
export function dropIndex(frame: Frame, name: ObjectName, on: ObjectName | undefined, ifExists: boolean): void {
  const indexName = name.parts.at(-1) ?? '';
  const owner: ObjectName = on ?? { ...name, parts: name.parts.slice(0, -1) };
  const table = findTable(frame, owner);
  const index = table?.indexes.find((each) => each.name.toLowerCase() === indexName.toLowerCase());
  const shown = `${shownName(owner)}.${indexName}`;
  if (!table || !index) {
    if (ifExists) return;
    throw definitionMessages.cannotDropIndex(shown);
  }
  if (index.constraint) throw definitionMessages.indexOfConstraint(shown, index.constraint.kind);
  const { table: changed } = changeTable(frame, owner);
  removeIndex(changed.indexes, index);
}

/** Takes an index out by its id. */
export function removeIndex(indexes: Index[], index: Index): void {
  const at = indexes.findIndex((each) => each.id === index.id);
  if (at >= 0) indexes.splice(at, 1);
}
