import { z } from 'zod';
import type { Session } from '../core/sessions/session';
import { pageAsText } from './pageText';
import { connectionParameters, queryParameters } from './parameters';
import { pageAsOutput, pageOutput } from './rowPage';
import type { PageOutput } from './rowPage';
import { sessionAsOutput, sessionDetails, sessionHeading, sessionOutput } from './sessionAnswer';
import { startQuerySession } from './startSession';
import { defineTool } from './tool';
import { waitWithProgress } from './waitWithProgress';

const firstRows = 100;
const cellChars = 2_000;
const mostPages = 20;
/** With less room than this the rows are left for get_session_result. */
const leastBytes = 1_024;

const tool = { name: 'execute_query', effect: 'query', background: false } as const;

export const executeQuery = defineTool({
  name: tool.name,
  effect: tool.effect,
  title: 'Execute Query',
  description:
    'Runs a T-SQL batch and answers with the first rows of every result set, messages and rows affected; get_session_result pages the rest. For work longer than a minute use start_query. No GO. Pass values as parameters.',
  input: z.strictObject({ ...connectionParameters, ...queryParameters }),
  output: z.object({
    ...sessionOutput,
    result_sets: z.array(z.object(pageOutput)),
    result_sets_total: z.int().optional().describe('present when there are more result sets than are listed'),
  }),
  handle: async (context, input, call) => {
    const session = await startQuerySession(context, tool, input, call);
    await waitWithProgress(session, call);
    if (session.state === 'running') {
      await session.cancel();
    }
    const pages = await firstPages(session, context.settings.current.pageBytes);
    const total = session.resultSets.length;
    const structured = {
      ...sessionAsOutput(session),
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
    return { structured, text, isError: session.state !== 'completed' };
  },
});

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
