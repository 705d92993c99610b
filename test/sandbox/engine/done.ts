import type { Frame } from './frame';

/** CurCmd of MS-TDS DONE tokens. */
export const commands = { select: 0xc1, insert: 0xc3, delete: 0xc4, update: 0xc5, merge: 0x117, control: 0xfd, other: 0 } as const;

/**
 * Ends a statement towards the client. NOCOUNT hides the count, and inside procedures the token itself where the statement gave no rows.
 * Functions are silent.
 */
export function done(frame: Frame, command: number, rowCount?: number, hasResult = false): void {
  const { session } = frame;
  if (session.functionDepth > 0) return;
  const inProcedure = frame.kind !== 'batch';
  const { nocount } = session.settings;
  if (nocount && inProcedure && !hasResult) return;
  frame.sink.statementDone({ rowCount: nocount ? undefined : rowCount, command, inProcedure, failed: false });
}
