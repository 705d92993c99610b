import { atomically } from './dataStatements';
import { changeTable } from './ddl/tableChange';
import { removeEntry, setEntry } from './ddl/catalogChanges';
import { definitionMessages } from './errors/definitionMessages';
import { emitInformation } from './errors/raise';
import type { Argument } from './executeProcedure';
import type { Frame } from './frame';
import { findSchema, findTable, objectExists, place } from './names';
import { parseObjectName } from './objectName';
import { pickText } from './smallProcedures';
import { type Step, turn } from './steps';

/** sp_rename @objname, @newname, @objtype: tables, columns and indexes. Throws SqlError 15225, 15248, 15335. */
export function* rename(frame: Frame, args: readonly Argument[]): Step<number> {
  yield turn;
  const name = pickText(args, '@objname', 0);
  const newName = pickText(args, '@newname', 1);
  const type = pickText(args, '@objtype', 2).toUpperCase() || 'OBJECT';
  atomically(frame, () => {
    if (type === 'COLUMN' || type === 'INDEX') renamePart(frame, name, newName, type);
    else renameObject(frame, name, newName);
  });
  emitInformation(frame, 15477, 'Caution: Changing any part of an object name could break scripts and stored procedures.', 1);
  return 0;
}

function renamePart(frame: Frame, name: string, newName: string, type: 'COLUMN' | 'INDEX'): void {
  const { parts, position } = parseObjectName(name);
  const owner = { parts: parts.slice(0, -1), position };
  const part = parts.at(-1)?.toLowerCase();
  if (!findTable(frame, owner)) throw definitionMessages.ambiguousRename('sp_rename', type);
  const { table } = changeTable(frame, owner);
  const list: { name: string }[] = type === 'COLUMN' ? table.columns : table.indexes;
  const found = list.find((each) => each.name.toLowerCase() === part);
  if (!found) throw definitionMessages.ambiguousRename('sp_rename', type);
  if (list.some((each) => each.name.toLowerCase() === newName.toLowerCase())) throw definitionMessages.renameTaken(newName, type);
  found.name = newName;
}

function renameObject(frame: Frame, name: string, newName: string): void {
  const { session } = frame;
  const at = place(session, parseObjectName(name));
  const schema = findSchema(at.database, at.schema);
  if (!schema) throw definitionMessages.renameMissing(name, session.database.name);
  if (objectExists(schema, newName)) throw definitionMessages.renameTaken(newName, 'OBJECT');
  const table = schema.tables.get(at.name.toLowerCase());
  const module = schema.modules.get(at.name.toLowerCase());
  if (table) {
    removeEntry(session.undo, schema.tables, at.name);
    setEntry(session.undo, schema.tables, newName, { ...table, name: newName });
  } else if (module) {
    removeEntry(session.undo, schema.modules, at.name);
    setEntry(session.undo, schema.modules, newName, { ...module, name: newName });
  } else throw definitionMessages.renameMissing(name, session.database.name);
}
