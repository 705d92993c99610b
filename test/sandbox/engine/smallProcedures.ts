import { messages } from './errors/messages';
import type { Argument } from './executeProcedure';
import type { Frame } from './frame';
import { findModule } from './names';
import { parseObjectName } from './objectName';
import { done, commands } from './done';
import { type Step, turn } from './steps';
import { storedDefinition } from '../syntax/storedDefinition';

/** An argument by name or position. */
export function pick(args: readonly Argument[], name: string, position: number): Argument | undefined {
  return args.find((argument) => argument.name.toLowerCase() === name) ?? (args[position]?.name === '' ? args[position] : undefined);
}

/** Text of an argument, or an empty string. */
export function pickText(args: readonly Argument[], name: string, position: number): string {
  const value = pick(args, name, position)?.value;
  return typeof value === 'string' ? value : '';
}

/** sp_set_session_context @key, @value, @read_only. Throws SqlError 15664 for a read-only key. */
export function* setSessionContext(frame: Frame, args: readonly Argument[]): Step<number> {
  yield turn;
  const { sessionContext } = frame.session;
  const key = pickText(args, '@key', 0).toLowerCase();
  const given = pick(args, '@value', 1);
  if (sessionContext.get(key)?.readOnly) throw messages.sessionContextReadOnly(key);
  const readOnly = Number(pick(args, '@read_only', 2)?.value ?? 0) === 1;
  if (given) sessionContext.set(key, { type: given.type, value: given.value, readOnly });
  return 0;
}

/** sp_helptext @objname: the definition, a row for each line. Throws SqlError 15009. */
export function* helpText(frame: Frame, args: readonly Argument[]): Step<number> {
  const { session, sink } = frame;
  const name = pickText(args, '@objname', 0);
  const found = findModule(session, parseObjectName(name));
  if (!found) throw messages.helpMissing(name, session.database.name);
  if (found.module.definition.options.includes('ENCRYPTION')) throw messages.helpEncrypted(name);
  sink.columns([{ name: 'Text', type: { name: 'nvarchar', length: 255 }, nullable: true, identity: false, computed: false }]);
  const lines = storedDefinition(found.module.definition).split(/(?<=\n)/);
  for (const line of lines) {
    const wait = sink.row([line]);
    if (wait) yield { kind: 'client', promise: wait };
  }
  done(frame, commands.select, lines.length, true);
  return 0;
}
