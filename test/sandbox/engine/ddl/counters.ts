import type { AlterSequenceStatement, CheckIdentityStatement } from '../../syntax/counterAst';
import { messages } from '../errors/messages';
import { emitInformation } from '../errors/raise';
import type { Frame } from '../frame';
import { findSchema, findTable, place, shownName } from '../names';
import { parseObjectName } from '../objectName';
import { SqlError } from '../sqlError';
import { setEntry } from './catalogChanges';

/** ALTER SEQUENCE. A number to restart with is also where the sequence starts from then on. Throws SqlError 208, 11703. */
export function alterSequence(frame: Frame, { name, restart, increment, minimum, maximum, cycle }: AlterSequenceStatement): void {
  const { session } = frame;
  const at = place(session, name);
  const schema = findSchema(at.database, at.schema);
  const sequence = schema?.sequences.get(at.name.toLowerCase());
  if (!schema || !sequence) throw messages.invalidObject(shownName(name));
  const start = typeof restart === 'bigint' ? restart : sequence.start;
  const changed = {
    ...sequence,
    start,
    increment: increment ?? sequence.increment,
    minimum: minimum ?? sequence.minimum,
    maximum: maximum ?? sequence.maximum,
    cycle: cycle ?? sequence.cycle,
    current: restart === undefined ? sequence.current : null,
  };
  if (start < changed.minimum || start > changed.maximum) {
    const message = `The start value for sequence object '${shownName(name)}' must be between the minimum and maximum value of the sequence object.`;
    throw new SqlError(11703, 16, 1, message);
  }
  setEntry(session.undo, schema.sequences, at.name, changed);
}

/** DBCC CHECKIDENT: tells the identity value, or sets it. Throws SqlError 2501 and 7997. */
export function checkIdentity(frame: Frame, { table: written, reseed, silent, position }: CheckIdentityStatement): void {
  const { undo } = frame.session;
  const table = findTable(frame, parseObjectName(written));
  if (!table) throw new SqlError(2501, 16, 45, `Cannot find a table or object with the name "${written}". Check the system catalog.`);
  const column = table.columns.find((each) => each.identity);
  if (!column?.identity) throw new SqlError(7997, 16, 1, `'${table.name}' does not contain an identity column.`);
  const before = table.identityCurrent;
  const shown = before === null ? 'NULL' : before.toString();
  if (!silent) {
    const text = `Checking identity information: current identity value '${shown}', current column value '${shown}'.`;
    emitInformation(frame, 7998, text, position.line);
  }
  if (reseed === undefined) return;
  // Into a table that never had a row the given value itself goes first, else the one behind it.
  table.identityCurrent = before === null ? reseed - column.identity.increment : reseed;
  undo.push(() => {
    table.identityCurrent = before;
  });
}
