import { z } from 'zod';
import { SprocketError } from '../core/errors';
import type { Session } from '../core/sessions/session';
import { duration } from './markdown';
import type { ToolCall, ToolContext } from './tool';

/** Longer than this a status does not wait for what is only an extra. */
const patienceMilliseconds = 2_000;

/** What the server does for a session now. */
export const activityOutput = z.object({
  status: z.string(),
  command: z.string(),
  wait_type: z.string().optional(),
  wait_ms: z.int().optional(),
  wait_resource: z.string().optional(),
  blocked_by: z.int().optional().describe('server process id of the blocker'),
  percent_complete: z.number().optional(),
  cpu_ms: z.int(),
  logical_reads: z.string(),
  writes: z.string(),
});

type ActivityOutput = z.input<typeof activityOutput>;

interface Activity {
  readonly output?: ActivityOutput;
  readonly notes: readonly string[];
}

/** Asks only for a session that runs on an open connection. What cannot be told becomes a note. */
export async function readActivity(context: ToolContext, session: Session, call: ToolCall): Promise<Activity> {
  const { serverProcessId, spec } = session;
  if (context.activity === undefined || !isRunning(session) || serverProcessId === undefined) {
    return { notes: [] };
  }
  try {
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(patienceMilliseconds)]);
    const found = await context.activity.requestActivity(spec.target, serverProcessId, signal);
    if (found === undefined) {
      const unseen =
        'What the server does for the session is unknown: the login may not see it (VIEW SERVER STATE; in Azure SQL Database VIEW DATABASE STATE).';
      // It may have ended while the question was asked.
      return { notes: isRunning(session) ? [unseen] : [] };
    }
    const output = {
      status: found.status,
      command: found.command,
      ...(found.waitType === null ? {} : { wait_type: found.waitType, wait_ms: found.waitMilliseconds }),
      ...(found.waitResource === null || found.waitResource === '' ? {} : { wait_resource: found.waitResource }),
      ...(found.blockedBy === null ? {} : { blocked_by: found.blockedBy }),
      ...(found.percentComplete === null ? {} : { percent_complete: found.percentComplete }),
      cpu_ms: found.cpuMilliseconds,
      logical_reads: found.logicalReads,
      writes: found.writes,
    };
    return { output, notes: [] };
  } catch (error) {
    const late = error instanceof SprocketError && error.kind === 'cancelled';
    const reason = late ? 'the server did not answer in time.' : error instanceof SprocketError ? error.message : 'the question failed.';
    return { notes: [`What the server does for the session is unknown: ${reason}`] };
  }
}

function isRunning(session: Session): boolean {
  return session.state === 'running';
}

export function activityAsText(activity: ActivityOutput | undefined): string[] {
  if (activity === undefined) {
    return [];
  }
  const parts = [`${activity.command} is ${activity.status}`];
  if (activity.wait_type !== undefined) {
    const resource = activity.wait_resource === undefined ? '' : ` (${activity.wait_resource})`;
    parts.push(`waits for ${activity.wait_type}${resource} since ${duration(activity.wait_ms ?? 0)}`);
  }
  if (activity.blocked_by !== undefined) {
    parts.push(`blocked by server process ${String(activity.blocked_by)}`);
  }
  if (activity.percent_complete !== undefined) {
    parts.push(`${activity.percent_complete.toFixed(1)} % done`);
  }
  parts.push(`CPU ${duration(activity.cpu_ms)}, ${activity.logical_reads} logical reads, ${activity.writes} writes`);
  return [`On the server: ${parts.join(', ')}.`];
}
