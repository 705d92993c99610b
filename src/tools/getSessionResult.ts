import { z } from 'zod';
import { SprocketError } from '../core/errors';
import type { ResultSet } from '../core/sessions/resultSet';
import type { Session } from '../core/sessions/session';
import { counted } from './markdown';
import { pageAsText } from './pageText';
import { sessionParameter } from './parameters';
import { pageAsOutput, pageOutput } from './rowPage';
import type { PageOutput } from './rowPage';
import { sessionAsOutput, sessionDetails, sessionHeading, sessionOutput } from './sessionAnswer';
import { defineTool } from './tool';
import type { ToolAnswer } from './toolAnswer';
import { wholeCellAsOutput, wholeCellAsText, wholeCellOutput } from './wholeCell';
import type { WholeCellOutput } from './wholeCell';

const input = z.strictObject({
  ...sessionParameter,
  result_set: z.int().min(0).optional(),
  offset: z.int().min(0).optional(),
  limit: z.int().min(1).max(1000).optional(),
  max_cell_chars: z.int().min(1).optional(),
  row: z.int().min(0).optional(),
  column: z
    .union([z.string(), z.int().min(0)])
    .optional()
    .describe('name or index'),
});

const page = z.object(pageOutput).partial();
const output = z.object({ ...sessionOutput, result_sets_total: z.int(), ...page.shape, cell: wholeCellOutput.optional() });

export const getSessionResult = defineTool({
  name: 'get_session_result',
  title: 'Get Session Result',
  description:
    'Reads rows of a session, also while it runs: default 100, cells shortened to 2000 characters; next_offset tells how to go on. row and column read one whole cell, from character offset.',
  effect: 'read',
  input,
  output,
  handle: async (context, given) => {
    const session = context.sessions.get(given.session_id);
    const whole = outputValueRow(session, given);
    if (whole !== undefined) {
      const { pageBytes: maxBytes } = context.settings.current;
      const request = { row: 0, column: given.column, offset: given.offset ?? 0, maxChars: given.max_cell_chars, maxBytes };
      const cell = await wholeCellAsOutput(whole, request);
      return answer(session, { cell }, wholeCellAsText(cell));
    }
    const index = given.result_set ?? 0;
    const resultSet = resultSetAt(session, index);
    const { pageBytes } = context.settings.current;
    if (resultSet === undefined) {
      return answer(session, undefined, ['No result set.']);
    }
    if (given.row !== undefined || given.column !== undefined) {
      const cell = await wholeCellAsOutput(resultSet, {
        row: given.row,
        column: given.column,
        offset: given.offset ?? 0,
        maxChars: given.max_cell_chars,
        maxBytes: pageBytes,
      });
      return answer(session, { result_set: index, cell }, wholeCellAsText(cell));
    }
    const rows = await pageAsOutput(index, resultSet, {
      offset: given.offset ?? 0,
      limit: given.limit ?? 100,
      maxCellChars: given.max_cell_chars ?? 2_000,
      maxBytes: pageBytes,
    });
    return answer(session, rows, pageAsText(rows));
  },
});

function answer(
  session: Session,
  part: PageOutput | { result_set?: number; cell: WholeCellOutput } | undefined,
  lines: readonly string[],
): ToolAnswer<z.input<typeof output>> {
  const structured = { ...sessionAsOutput(session), result_sets_total: session.resultSets.length, ...part };
  return { structured, text: [sessionHeading(session), '', ...lines, '', ...sessionDetails(structured)].join('\n') };
}

/** The row of OUTPUT values, when one of them is asked for: a column that begins with @, and no row. */
function outputValueRow(session: Session, given: z.output<typeof input>): ResultSet | undefined {
  const isAsked = typeof given.column === 'string' && given.column.startsWith('@') && given.row === undefined;
  return isAsked ? session.procedureReply : undefined;
}

/** undefined: the session has ended without any result set. Throws not_ready or invalid_input. */
function resultSetAt(session: Session, index: number): ResultSet | undefined {
  const resultSet = session.resultSets[index];
  const count = session.resultSets.length;
  if (resultSet !== undefined || (session.state !== 'running' && count === 0 && index === 0)) {
    return resultSet;
  }
  if (session.state === 'running') {
    throw new SprocketError('not_ready', `The session is running and has brought ${counted(count, 'result set')} so far.`, {
      expected: count === 0 ? 'a session that has brought a result set' : `result_set from 0 to ${String(count - 1)} so far`,
      nextStep: 'Call get_session_status with wait_seconds, then ask again.',
    });
  }
  throw new SprocketError('invalid_input', `The session has no result set ${String(index)}.`, {
    expected: count === 0 ? 'nothing: the session brought no result set' : `result_set from 0 to ${String(count - 1)}`,
    nextStep: 'Call get_session_status to see what each result set holds.',
  });
}
