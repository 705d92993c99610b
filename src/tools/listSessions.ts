import { z } from 'zod';
import { sessionStates } from '../core/sessions/sessionTypes';
import { boundedTable, tableAsText, tableOutput } from './boundedTable';
import { shortened } from './cells';
import { counted, onOneLine } from './markdown';
import { defineTool } from './tool';

const columns = [
  'session_id',
  'status',
  'kind',
  'connection',
  'database',
  'started_at',
  'elapsed_ms',
  'row_count',
  'result_sets',
  'error',
  'text',
];

export const listSessions = defineTool({
  name: 'list_sessions',
  title: 'List Sessions',
  description: 'Lists sessions, newest first, running and ended. They are removed some minutes after their end.',
  effect: 'read',
  input: z.strictObject({ status: z.enum(sessionStates).optional() }),
  output: z.object({ running: z.int(), max_running: z.int(), ...tableOutput }),
  handle: (context, input) => {
    const sessions = context.sessions.list().filter((session) => input.status === undefined || session.state === input.status);
    const rows = sessions.map((session) => {
      const { kind, target, text, procedure } = session.spec;
      return [
        session.id,
        session.state,
        kind,
        target.connection,
        target.database ?? target.settings.database ?? null,
        session.startedAt.toISOString(),
        session.elapsedMilliseconds,
        session.rows,
        session.resultSets.length,
        session.error === undefined ? null : shortened(session.error.message, 200),
        procedure ?? shortened(onOneLine(text), 100),
      ];
    });
    const { pageBytes, maxConcurrentSessions } = context.settings.current;
    const running = context.sessions.runningCount;
    const table = boundedTable(columns, rows, pageBytes, [], 'Narrow the list with status.');
    const heading = `${counted(sessions.length, 'session')}; ${String(running)} of ${String(maxConcurrentSessions)} running.`;
    return Promise.resolve({ structured: { running, max_running: maxConcurrentSessions, ...table }, text: tableAsText(heading, table) });
  },
});
