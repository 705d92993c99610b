import { compileSelect } from '../select/compileSelect';
import { pause } from '../query/queryEnvironment';
import type { CursorStatement } from '../syntax/statementAst';
import { Cursor } from './cursors';
import { commands, done } from './done';
import { convertFor } from './environment';
import { messages } from './errors/messages';
import { evaluateInteger } from './evaluate';
import type { Flow, Frame } from './frame';
import { acquireLocks } from './locking';
import { type Step, turn } from './steps';

/** DECLARE CURSOR, OPEN, FETCH, CLOSE and DEALLOCATE. */
export function* runCursor(frame: Frame, statement: CursorStatement): Step<Flow> {
  switch (statement.action) {
    case 'declare':
      declareCursor(frame, statement);
      break;
    case 'open':
      yield* open(frame, statement);
      break;
    case 'fetch':
      fetch(frame, statement);
      return undefined;
    case 'close': {
      const cursor = requireCursor(frame, statement.name);
      if (!cursor.isOpen) throw messages.cursorNotOpen();
      cursor.close();
      break;
    }
    case 'deallocate':
      deallocate(frame, statement.name);
      break;
  }
  frame.session.rowCount = 0;
  done(frame, commands.other);
  return undefined;
}

/** Cursors of procedures end with them; those of batches and dynamic SQL are global. */
function mapOf(frame: Frame, name: string): Map<string, Cursor | undefined> | Map<string, Cursor> {
  return name.startsWith('@') || frame.kind === 'procedure' || frame.kind === 'trigger' || frame.kind === 'function'
    ? frame.cursors
    : frame.session.cursors;
}

function declareCursor(frame: Frame, { name, query }: CursorStatement): void {
  const key = name.toLowerCase();
  const map = mapOf(frame, name);
  if (!query) return;
  if (!name.startsWith('@') && map.has(key)) throw messages.cursorExists(name);
  map.set(key, new Cursor(name, query));
}

function find(frame: Frame, name: string): Cursor | undefined {
  const key = name.toLowerCase();
  if (key.startsWith('@')) return frame.cursors.get(key);
  for (let each: Frame | undefined = frame; each; each = each.caller) {
    const own = each.cursors.get(key);
    if (own) return own;
  }
  return frame.session.cursors.get(key);
}

function requireCursor(frame: Frame, name: string): Cursor {
  const cursor = find(frame, name);
  if (cursor) return cursor;
  throw name.startsWith('@') ? messages.cursorNoCursor(name) : messages.cursorMissing(name);
}

function* open(frame: Frame, { name }: CursorStatement): Step<void> {
  const cursor = requireCursor(frame, name);
  if (cursor.isOpen) throw messages.cursorAlreadyOpen();
  yield* acquireLocks(frame, cursor.query);
  const query = compileSelect(cursor.query, frame.environment);
  const rows = [];
  for (const row of query.rows()) {
    if (row === pause) yield turn;
    else rows.push(row);
  }
  cursor.open(query.columns, rows);
  frame.session.cursorRows = rows.length;
}

function fetch(frame: Frame, statement: CursorStatement): void {
  const { session, sink } = frame;
  const cursor = requireCursor(frame, statement.name);
  if (!cursor.isOpen) throw messages.cursorNotOpen();
  const offset = statement.offset ? (evaluateInteger(frame, statement.offset) ?? 0) : 0;
  if (statement.into && statement.into.length !== cursor.columns.length) throw messages.cursorVariables();
  const row = cursor.fetch(statement.direction ?? 'NEXT', offset);
  session.fetchStatus = row ? 0 : -1;
  session.rowCount = row ? 1 : 0;
  if (!statement.into) {
    sink.columns(cursor.columns);
    // One row fits any buffer, so there is nothing to wait for.
    if (row) void Promise.resolve(sink.row(row)).catch(() => undefined);
    done(frame, commands.select, row ? 1 : 0, true);
    return;
  }
  for (const [index, name] of statement.into.entries()) {
    const column = cursor.columns[index];
    const variable = frame.variables.get(name.toLowerCase());
    if (row && column && variable) variable.value = convertFor(variable.type, { type: column.type, value: row[index] ?? null });
  }
  done(frame, commands.other);
}

function deallocate(frame: Frame, name: string): void {
  requireCursor(frame, name);
  const key = name.toLowerCase();
  if (key.startsWith('@')) {
    frame.cursors.set(key, undefined);
    return;
  }
  for (let each: Frame | undefined = frame; each; each = each.caller) if (each.cursors.delete(key)) return;
  frame.session.cursors.delete(key);
}
