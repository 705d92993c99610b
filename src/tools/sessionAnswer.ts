import { z } from 'zod';
import type { ServerMessage } from '../core/ports';
import type { Session } from '../core/sessions/session';
import { sessionStates } from '../core/sessions/sessionTypes';
import { shortened } from './cells';
import { errorAsOutput, errorAsText } from './errorAnswer';
import type { ErrorOutput } from './errorAnswer';
import { procedureResultAsOutput, procedureResultAsText, procedureResultOutput } from './procedureOutputs';
import { counted, duration, grouped, markdownTable, onOneLine } from './markdown';

const shownMessages = 50;
const shownMessageChars = 2_000;
/** Of all messages of an answer together; the newest is always in it. */
const shownCharsTogether = 16_000;
const shownCounts = 100;
const shownColumns = 100;

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
  waiting_for_connection: z.boolean().optional().describe('nothing has been sent yet'),
  elapsed_ms: z.int(),
  row_count: z.int().describe('rows stored, over all result sets'),
  byte_count: z.int(),
  messages: z.array(messageOutput).optional().describe('the newest PRINT, RAISERROR and warnings, oldest first'),
  messages_total: z.int().optional().describe('present when there were more messages than are listed'),
  rows_affected: z.array(z.int().nullable()).optional().describe('per statement; null: no count'),
  statements_total: z.int().optional().describe('present when there were more statements than are listed'),
  procedure_result: procedureResultOutput.optional(),
  truncated: z.object({ reason: z.string(), limit: z.int() }).optional(),
  notes: z.array(z.string()).optional(),
};

export type SessionOutput = z.input<z.ZodObject<typeof sessionOutput>> & { error?: ErrorOutput };

export function sessionAsOutput(session: Session): SessionOutput {
  const messages = newestMessages(session);
  const counts = session.rowsAffected.latest(shownCounts);
  return {
    session_id: session.id,
    status: session.state,
    ...(session.waitsForConnection ? { waiting_for_connection: true } : {}),
    elapsed_ms: session.elapsedMilliseconds,
    row_count: session.rows,
    byte_count: session.bytes,
    ...(messages.length === 0 ? {} : { messages }),
    ...(session.messages.total === messages.length ? {} : { messages_total: session.messages.total }),
    ...(counts.length === 0 ? {} : { rows_affected: [...counts] }),
    ...(session.rowsAffected.total === counts.length ? {} : { statements_total: session.rowsAffected.total }),
    ...(session.procedureResult === undefined ? {} : { procedure_result: procedureResultAsOutput(session.procedureResult) }),
    ...(session.truncated === undefined ? {} : { truncated: { ...session.truncated } }),
    ...(session.notes.length === 0 ? {} : { notes: [...session.notes] }),
    ...(session.error === undefined ? {} : { error: errorAsOutput(session.error) }),
  };
}

type MessageOutput = z.input<typeof messageOutput>;

/** As many of the newest messages as fit, oldest first. */
function newestMessages(session: Session): MessageOutput[] {
  const kept: MessageOutput[] = [];
  let chars = 0;
  for (const message of session.messages.latest(shownMessages).toReversed()) {
    const output = messageAsOutput(message);
    chars += output.text.length;
    if (chars > shownCharsTogether && kept.length > 0) {
      break;
    }
    kept.push(output);
  }
  return kept.reverse();
}

function messageAsOutput(message: ServerMessage): MessageOutput {
  return {
    time: message.time.toISOString(),
    number: message.number,
    severity: message.severity,
    line: message.line,
    ...(message.procedure === '' ? {} : { procedure: message.procedure }),
    text: shortened(message.text, shownMessageChars),
  };
}

/** Shape of each result set, without rows. */
export const resultSetOutput = z.object({
  result_set: z.int(),
  columns: z.array(z.string()),
  columns_total: z.int().optional().describe('present when there are more columns than are listed'),
  row_count: z.int(),
  complete: z.boolean(),
});

/** The first result sets, as many as fit into about `maxBytes`; of a wide one the first columns. */
export function resultSetsAsOutput(session: Session, maxBytes: number): z.input<typeof resultSetOutput>[] {
  const kept: z.input<typeof resultSetOutput>[] = [];
  let bytes = 0;
  for (const [index, { columns, rowCount, complete }] of session.resultSets.entries()) {
    const output = {
      result_set: index,
      columns: columns.slice(0, shownColumns).map((column) => `${column.name} ${column.type}`.trim()),
      ...(columns.length > shownColumns ? { columns_total: columns.length } : {}),
      row_count: rowCount,
      complete,
    };
    bytes += Buffer.byteLength(JSON.stringify(output));
    if (bytes > maxBytes && kept.length > 0) {
      break;
    }
    kept.push(output);
  }
  return kept;
}

/** First line of an answer: what the session is and how it stands. */
export function sessionHeading(session: Session): string {
  const { target, procedure, text } = session.spec;
  const what = shortened(onOneLine(procedure ?? text), 100);
  const where = onOneLine(target.database === undefined ? target.connection : `${target.connection}/${target.database}`);
  const more = session.state !== 'running' ? '' : session.cancelRequested ? ', cancel requested' : '';
  const state = `${session.state}${session.waitsForConnection ? ', waiting for a connection' : ''}${more}`;
  return `Session ${session.id} on ${where}: **${state}** after ${duration(session.elapsedMilliseconds)}, ${counted(session.rows, 'row')} in ${counted(session.resultSets.length, 'result set')}. \`${what.replaceAll('`', "'")}\``;
}

/** Messages, counts, truncation, notes and error in Markdown; no line for what there is not. */
export function sessionDetails(output: SessionOutput): string[] {
  const lines: string[] = procedureResultAsText(output.procedure_result);
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
