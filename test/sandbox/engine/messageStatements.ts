import type { PrintStatement, RaiserrorStatement, ThrowStatement } from '../syntax/statementAst';
import { commands, done } from './done';
import { formatMessage } from './errors/formatMessage';
import { messages } from './errors/messages';
import { emitInformation, fromStatement } from './errors/raise';
import { convertFor } from './environment';
import { evaluate, evaluateAs, evaluateInteger } from './evaluate';
import { currentError, type Flow, type Frame, procedureNameOf } from './frame';
import { SqlError } from './sqlError';

/** PRINT: 8,000 characters, 4,000 of Unicode. */
export function runPrint(frame: Frame, statement: PrintStatement): Flow {
  const printed = evaluate(frame, statement.value);
  const { type } = printed;
  if (type.name === 'xml' || type.name === 'table') throw messages.conversionInPrint(type.name);
  const text = textOf(printed);
  const limit = type.name.startsWith('n') && type.name !== 'numeric' ? 4000 : 8000;
  emitInformation(frame, 0, text === '' ? ' ' : text.slice(0, limit), statement.position.line);
  frame.session.rowCount = 0;
  done(frame, commands.other);
  return undefined;
}

/** RAISERROR. Severity up to 10 is information; the message is cut at 2,047 characters. */
export function runRaiserror(frame: Frame, statement: RaiserrorStatement): Flow {
  const { session } = frame;
  const severity = Math.max(0, evaluateInteger(frame, statement.severity) ?? 0);
  const givenState = evaluateInteger(frame, statement.state) ?? 0;
  const state = givenState < 0 ? 1 : Math.min(givenState, 255);
  if (severity > 18 && !(statement.log && session.login.isSysadmin)) throw messages.raiserrorSeverity();
  const message = evaluate(frame, statement.message);
  if (typeof message.value === 'number') {
    if (message.value < 13000 || message.value === 50000) throw messages.raiserrorNumber(message.value);
    throw messages.raiserrorMissing(message.value, severity, state);
  }
  const args = statement.arguments.map((argument) => evaluate(frame, argument));
  const text = formatMessage(textOf(message), args);
  const line = statement.position.line;
  session.rowCount = 0;
  if (severity > 10) {
    const error = new SqlError(50000, severity, state, text, { line, procedure: procedureNameOf(frame) });
    throw fromStatement(error, 'raiserror');
  }
  emitInformation(frame, 50000, text, line, severity, state);
  session.lastError = statement.setError ? 50000 : 0;
  if (statement.noWait) frame.sink.flush();
  done(frame, commands.other);
  return undefined;
}

function textOf(value: ReturnType<typeof evaluate>): string {
  const text = convertFor({ name: 'nvarchar', length: 'max' }, value);
  return typeof text === 'string' ? text : '';
}

/** THROW number, text, state; or the error that the CATCH block handles once more, with its own line. */
export function runThrow(frame: Frame, statement: ThrowStatement): Flow {
  if (!statement.arguments) {
    const error = currentError(frame);
    if (!error) throw messages.throwOutsideCatch();
    const { number, severity, state, message, line, procedure } = error;
    throw fromStatement(new SqlError(number, severity, state, message, { line, procedure: procedure ?? '' }), 'throw');
  }
  const [number, message, state] = statement.arguments;
  const errorNumber = evaluateInteger(frame, number) ?? 0;
  if (errorNumber < 50000) throw messages.throwNumber(errorNumber);
  const text = evaluateAs(frame, message, { name: 'nvarchar', length: 2048 });
  const errorState = evaluateInteger(frame, state) ?? 0;
  const place = { line: statement.position.line, procedure: procedureNameOf(frame) };
  throw fromStatement(new SqlError(errorNumber, 16, errorState & 255, typeof text === 'string' ? text : '', place), 'throw');
}
