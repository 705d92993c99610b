import type { WaitforStatement } from '../syntax/statementAst';
import { evaluateText } from './evaluate';
import { messages } from './errors/messages';
import { commands, done } from './done';
import type { Flow, Frame } from './frame';
import type { Step } from './steps';

const millisecondsPerDay = 86_400_000;

/** WAITFOR DELAY and TIME. What came before reaches the client before the wait. */
export function* runWaitfor(frame: Frame, statement: WaitforStatement): Step<Flow> {
  const { request } = frame.session;
  if (frame.session.functionDepth > 0) throw messages.statementNotAllowedInFunction('WAITFOR');
  if (request) request.command = 'WAITFOR';
  const text = evaluateText(frame, statement.value) ?? '';
  const time = timeOfDay(text);
  const milliseconds = statement.unit === 'DELAY' ? time : untilTime(time, new Date());
  frame.sink.flush();
  yield { kind: 'delay', milliseconds };
  done(frame, commands.other);
  return undefined;
}

/** `hh:mm[:ss[.mss]]`, or the text of a datetime of 1900-01-01, as milliseconds. Throws SqlError 148. */
function timeOfDay(text: string): number {
  const match = /^(?:\S+\s+)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?\s*$/.exec(text);
  const [hours = 0, minutes = 0, seconds = 0] = (match?.slice(1, 4) ?? []).map((part: string | undefined) => Number(part ?? 0));
  if (!match || hours > 23 || minutes > 59 || seconds > 59) throw messages.waitforSyntax(text);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Math.trunc(Number(`0.${match[4] ?? '0'}`) * 1000);
}

function untilTime(time: number, now: Date): number {
  const today = now.getTime() - new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  return (time - today + millisecondsPerDay) % millisecondsPerDay;
}
