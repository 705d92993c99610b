import * as z from 'zod/mini';
import { nothing } from './protocol';
import { sessionRequests, sessionSnapshotSchema } from './sessionResults';

/** Between the Results panel and its page. */
export const resultsProtocol = {
  requests: {
    ...sessionRequests,
    /** How the panel's session stands. */
    open: {
      params: nothing,
      result: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('session'), session: sessionSnapshotSchema }),
        z.strictObject({ kind: z.literal('gone'), reason: z.string() }),
      ]),
    },
  },
  events: {
    session: sessionSnapshotSchema,
    /** The session was removed; `reason` says why. */
    gone: z.strictObject({ reason: z.string() }),
    /** A command of VS Code is for the page. */
    perform: z.enum(['copy', 'copyWithHeaders', 'selectAll', 'viewCell', 'export']),
  },
} as const;

/** What VS Code keeps of a Results page, and restores it with. */
export const resultsStateSchema = z.strictObject({ session: z.string(), tab: z.optional(z.string()) });
export type ResultsState = z.output<typeof resultsStateSchema>;
