import { z } from 'zod';
import { sessionParameter } from './parameters';
import { resultSetOutput, resultSetsAsOutput, sessionAsOutput, sessionDetails, sessionHeading, sessionOutput } from './sessionAnswer';
import { markdownTable } from './markdown';
import { activityAsText, activityOutput, readActivity } from './sessionActivity';
import { defineTool } from './tool';
import { waitWithProgress } from './waitWithProgress';

export const getSessionStatus = defineTool({
  name: 'get_session_status',
  title: 'Get Session Status',
  description: 'Tells how a session stands: state, elapsed time, rows, result sets, messages, error. wait_seconds waits for its end.',
  effect: 'read',
  input: z.strictObject({ ...sessionParameter, wait_seconds: z.int().min(0).max(30).optional() }),
  output: z.object({
    ...sessionOutput,
    kind: z.enum(['query', 'procedure']),
    connection: z.string(),
    database: z.string().optional(),
    started_at: z.string(),
    ended_at: z.string().optional(),
    timeout_seconds: z.int().describe('0: no limit'),
    server_process_id: z.int().optional(),
    cancel_requested: z.boolean().optional(),
    activity: activityOutput.optional().describe('what the server does for it now'),
    result_sets: z.array(resultSetOutput),
    result_sets_total: z.int().optional().describe('present when there are more result sets than are listed'),
  }),
  handle: async (context, input, call) => {
    const session = context.sessions.get(input.session_id);
    await waitWithProgress(session, call, (input.wait_seconds ?? 0) * 1000);
    const { spec } = session;
    const activity = await readActivity(context, session, call);
    const database = spec.target.database ?? spec.target.settings.database;
    const resultSets = resultSetsAsOutput(session, context.settings.current.pageBytes / 2);
    const total = session.resultSets.length;
    const output = sessionAsOutput(session);
    const notes = [...(output.notes ?? []), ...activity.notes];
    const structured = {
      ...output,
      ...(notes.length === 0 ? {} : { notes }),
      kind: spec.kind,
      connection: spec.target.connection,
      ...(database === undefined ? {} : { database }),
      started_at: session.startedAt.toISOString(),
      ...(session.endedAt === undefined ? {} : { ended_at: session.endedAt.toISOString() }),
      timeout_seconds: session.timeoutSeconds,
      ...(session.serverProcessId === undefined ? {} : { server_process_id: session.serverProcessId }),
      ...(session.cancelRequested ? { cancel_requested: true } : {}),
      ...(activity.output === undefined ? {} : { activity: activity.output }),
      result_sets: resultSets,
      ...(total === resultSets.length ? {} : { result_sets_total: total }),
    };
    const table = markdownTable(
      ['result_set', 'row_count', 'complete', 'columns'],
      resultSets.map((item) => [item.result_set, item.row_count, item.complete, columnsAsText(item)]),
    );
    const more = total === resultSets.length ? [] : [`${String(total - resultSets.length)} more result sets.`, ''];
    const process = session.serverProcessId === undefined ? [] : [`Server process ${String(session.serverProcessId)}.`];
    const text = [
      sessionHeading(session),
      ...process,
      ...activityAsText(activity.output),
      '',
      ...(resultSets.length === 0 ? [] : [table, '']),
      ...more,
      ...sessionDetails(structured),
    ].join('\n');
    return { structured, text };
  },
});

function columnsAsText(item: z.input<typeof resultSetOutput>): string {
  const more = item.columns_total === undefined ? '' : `, … (${String(item.columns_total)} columns)`;
  return item.columns.join(', ') + more;
}
