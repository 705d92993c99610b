import { z } from 'zod';
import type { ServerMessage } from '../core/ports';
import type { Session } from '../core/sessions/session';
import { sessionStates } from '../core/sessions/sessionTypes';
import { beginning } from './cells';
import { errorAsOutput, errorAsText } from './errorAnswer';
import type { ErrorOutput } from './errorAnswer';
import { counted, duration, grouped, markdownTable } from './markdown';

const shownMessages = 50;
const shownMessageChars = 2_000;
const shownCounts = 100;
const shownResultSets = 50;

const messageOutput = z.object({
  time: z.string(),
  number: z.int(),
  severity: z.int(),
  line: z.int(),
  procedure: z.string().optional(),
  text: z.string(),
});

/** What every answer about a session tells. */
export const sessionOutput = {
  session_id: z.string(),
  status: z.enum(sessionStates),
  elapsed_ms: z.int(),
  row_count: z.int().describe('rows stored, over all result sets'),
  byte_count: z.int(),
  messages: z.array(messageOutput).optional().describe('the newest PRINT, RAISERROR and warnings, oldest first'),
  messages_total: z.int().optional().describe('present when there were more messages than are listed'),
  rows_affected: z.array(z.int().nullable()).optional().describe('per statement; null: no count'),
  statements_total: z.int().optional().describe('present when there were more statements than are listed'),
  truncated: z.object({ reason: z.string(), limit: z.int() }).optional(),
  notes: z.array(z.string()).optional(),
};

export type SessionOutput = z.input<z.ZodObject<typeof sessionOutput>> & { error?: ErrorOutput };

export function sessionAsOutput(session: Session): SessionOutput {
  const messages = session.messages.latest(shownMessages);
  const counts = session.rowsAffected.latest(shownCounts);
  return {
    session_id: session.id,
    status: session.state,
    elapsed_ms: session.elapsedMilliseconds,
    row_count: session.rows,
    byte_count: session.bytes,
    ...(messages.length === 0 ? {} : { messages: messages.map(messageAsOutput) }),
    ...(session.messages.total === messages.length ? {} : { messages_total: session.messages.total }),
    ...(counts.length === 0 ? {} : { rows_affected: [...counts] }),
    ...(session.rowsAffected.total === counts.length ? {} : { statements_total: session.rowsAffected.total }),
    ...(session.truncated === undefined ? {} : { truncated: { ...session.truncated } }),
    ...(session.notes.length === 0 ? {} : { notes: [...session.notes] }),
    ...(session.error === undefined ? {} : { error: errorAsOutput(session.error) }),
  };
}

function messageAsOutput(message: ServerMessage): z.input<typeof messageOutput> {
  return {
    time: message.time.toISOString(),
    number: message.number,
    severity: message.severity,
    line: message.line,
    ...(message.procedure === '' ? {} : { procedure: message.procedure }),
    text: message.text.length > shownMessageChars ? `${beginning(message.text, shownMessageChars)}…` : message.text,
  };
}

/** Shape of each result set, without rows. */
export const resultSetOutput = z.object({ result_set: z.int(), columns: z.array(z.string()), row_count: z.int(), complete: z.boolean() });

export function resultSetsAsOutput(session: Session): z.input<typeof resultSetOutput>[] {
  return session.resultSets.slice(0, shownResultSets).map((resultSet, index) => ({
    result_set: index,
    columns: resultSet.columns.map((column) => `${column.name} ${column.type}`.trim()),
    row_count: resultSet.rowCount,
    complete: resultSet.complete,
  }));
}

/** First line of an answer: what the session is and how it stands. */
export function sessionHeading(session: Session): string {
  const { target, procedure, text } = session.spec;
  const what = procedure ?? beginning(text.replaceAll(/\s+/gu, ' ').trim(), 100);
  const where = target.database === undefined ? target.connection : `${target.connection}/${target.database}`;
  const state = session.state === 'running' && session.cancelRequested ? 'running, cancel requested' : session.state;
  return `Session ${session.id} on ${where}: **${state}** after ${duration(session.elapsedMilliseconds)}, ${counted(session.rows, 'row')} in ${counted(session.resultSets.length, 'result set')}. \`${what.replaceAll('`', "'")}\``;
}

/** Messages, counts, truncation, notes and error in Markdown; no line for what there is not. */
export function sessionDetails(output: SessionOutput): string[] {
  const lines: string[] = [];
  if (output.rows_affected !== undefined) {
    const total = output.statements_total === undefined ? '' : ` (the last of ${grouped(output.statements_total)})`;
    lines.push(`Rows affected${total}: ${output.rows_affected.map((count) => (count === null ? '–' : grouped(count))).join(', ')}`);
  }
  if (output.messages !== undefined) {
    const total = output.messages_total === undefined ? '' : ` (the last of ${grouped(output.messages_total)})`;
    const rows = output.messages.map((message) => [
      message.time,
      message.number,
      message.severity,
      message.procedure ?? '',
      message.line,
      message.text,
    ]);
    lines.push(`Messages${total}:`, '', markdownTable(['time', 'number', 'severity', 'procedure', 'line', 'text'], rows), '');
  }
  if (output.truncated !== undefined) {
    lines.push(`**Truncated:** ${output.truncated.reason} of ${grouped(output.truncated.limit)} reached.`);
  }
  lines.push(...(output.notes ?? []).map((note) => `Note: ${note}`));
  if (output.error !== undefined) {
    lines.push(errorAsText(output.error));
  }
  return lines;
}
