import { z } from 'zod';
import type { Session } from '../core/sessions/session';
import { pageAsText } from './pageText';
import { pageAsOutput, pageOutput } from './rowPage';
import type { PageOutput } from './rowPage';
import { sessionAsOutput, sessionDetails, sessionHeading, sessionOutput } from './sessionAnswer';
import type { ToolCall, ToolContext } from './tool';
import type { ToolAnswer } from './toolAnswer';
import { waitWithProgress } from './waitWithProgress';

const firstRows = 100;
const cellChars = 2_000;
const mostPages = 20;
/** With less room than this the rows are left for get_session_result. */
const leastBytes = 1_024;

/** What a tool answers that waits for the work it started. */
export const executedOutput = z.object({
  ...sessionOutput,
  result_sets: z.array(z.object(pageOutput)),
  result_sets_total: z.int().optional().describe('present when there are more result sets than are listed'),
});

/**
 * Waits for work that a call has started, as long as the settings allow, and answers with the first rows of every result set. Work that
 * takes longer goes on in the background. A client that cancels its call cancels the work.
 */
export async function answerWhenDone(
  context: ToolContext,
  session: Session,
  call: ToolCall,
): Promise<ToolAnswer<z.input<typeof executedOutput>>> {
  const { patienceSeconds, pageBytes } = context.settings.current;
  await waitWithProgress(session, call, patienceSeconds * 1000);
  if (call.signal.aborted) {
    await session.cancel();
  }
  const pages = await firstPages(session, pageBytes);
  const total = session.resultSets.length;
  const output = sessionAsOutput(session);
  const notes = session.state === 'running' ? [...(output.notes ?? []), howToGoOn(session, patienceSeconds)] : (output.notes ?? []);
  const structured = {
    ...output,
    ...(notes.length === 0 ? {} : { notes }),
    result_sets: pages,
    ...(total === pages.length ? {} : { result_sets_total: total }),
  };
  const text = [
    sessionHeading(session),
    '',
    ...pages.flatMap((page) => [...pageAsText(page), '']),
    ...(total === pages.length ? [] : [`${String(total - pages.length)} more result sets: get_session_result with result_set.`]),
    ...sessionDetails(structured),
  ].join('\n');
  return { structured, text, isError: session.state === 'failed' || session.state === 'cancelled' };
}

function howToGoOn(session: Session, patienceSeconds: number): string {
  const until = session.timeoutSeconds === 0 ? '' : `, for ${String(session.timeoutSeconds)} s in all at most`;
  return `After ${String(patienceSeconds)} s it still runs. It goes on in the background${until}: follow it with get_session_status and wait_seconds, read rows with get_session_result, stop it with cancel_session. Do not start it again.`;
}

/** The first page of each result set; together they stay within `maxBytes`, and what no longer fits is left for get_session_result. */
async function firstPages(session: Session, maxBytes: number): Promise<PageOutput[]> {
  const pages: PageOutput[] = [];
  let left = maxBytes;
  for (const [index, resultSet] of session.resultSets.slice(0, mostPages).entries()) {
    if (left <= 0 && index > 0) {
      break;
    }
    const limit = left >= leastBytes ? firstRows : 0;
    const page = await pageAsOutput(index, resultSet, { offset: 0, limit, maxCellChars: cellChars, maxBytes: left });
    left -= Buffer.byteLength(JSON.stringify(page));
    pages.push(page);
  }
  return pages;
}
