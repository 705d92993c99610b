import { convertFor } from './environment';
import { messages } from './errors/messages';
import type { Argument } from './executeProcedure';
import type { Frame } from './frame';
import { parameterize, type ParameterizedText, runParameterized, textArgument } from './parameterizedText';
import { type Step, turn } from './steps';

/** A text that a handle of sp_prepare stands for. */
export type PreparedStatement = ParameterizedText;

/** sp_prepare @handle OUTPUT, @params, @stmt, @options. */
export function* prepare(frame: Frame, args: readonly Argument[]): Step<number> {
  yield turn;
  remember(frame, args);
  return 0;
}

function remember(frame: Frame, args: readonly Argument[]): PreparedStatement {
  const { session } = frame;
  const [handle, declarations, text] = args;
  const prepared = parameterize(session, textArgument(text, '@stmt') ?? '', textArgument(declarations, '@params') ?? '');
  const number = session.nextPreparedHandle++;
  session.prepared.set(number, prepared);
  handle?.output?.(number, { name: 'int' });
  return prepared;
}

/** sp_execute @handle, values… Throws SqlError 8179. */
export function* executePrepared(frame: Frame, args: readonly Argument[]): Step<number> {
  const [handle, ...values] = args;
  const number = handleNumber(handle);
  const prepared = frame.session.prepared.get(number);
  if (!prepared) throw messages.preparedMissing(number);
  yield* runParameterized(frame, prepared, values);
  return 0;
}

/** sp_prepexec @handle OUTPUT, @params, @stmt, values… */
export function* prepareAndExecute(frame: Frame, args: readonly Argument[]): Step<number> {
  const prepared = remember(frame, args);
  yield* runParameterized(frame, prepared, args.slice(3));
  return 0;
}

/** sp_unprepare @handle. Throws SqlError 8179. */
export function* forget(frame: Frame, args: readonly Argument[]): Step<number> {
  yield turn;
  const number = handleNumber(args[0]);
  if (!frame.session.prepared.delete(number)) throw messages.preparedMissing(number);
  return 0;
}

function handleNumber(argument: Argument | undefined): number {
  const value = argument ? convertFor({ name: 'int' }, argument) : null;
  return typeof value === 'number' ? value : 0;
}
