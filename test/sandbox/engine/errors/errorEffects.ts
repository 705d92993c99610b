import type { SqlError } from '../sqlError';

/**
 * What an error ends when nothing catches it and XACT_ABORT is OFF.
 * Source: "Error handling" behaviours of the Database Engine; severity 20 and above always ends the connection.
 */
export type ErrorEffect = 'statement' | 'scope' | 'batch' | 'connection';

/** Name resolution that happens when a statement is compiled: not caught by a TRY of the same module. */
const compileErrors = new Set([
  102, 104, 107, 108, 109, 110, 116, 120, 121, 132, 133, 134, 135, 136, 137, 141, 145, 147, 148, 156, 164, 174, 178, 189, 195, 205, 206,
  207, 208, 209, 213, 214, 252, 264, 402, 411, 1033, 1087, 2715, 4104, 4145, 4902, 8116, 8117, 8120, 8121, 8127, 8155, 8156, 8158, 8159,
  10738,
]);

/** Conversion failures, deadlock, nesting and a doomed transaction end the batch and roll back. */
const batchErrors = new Set([
  217, 235, 236, 241, 242, 244, 245, 248, 293, 295, 296, 529, 1205, 3609, 3915, 3930, 3931, 6522, 8114, 9420, 10314,
]);

export function effectOf(error: SqlError): ErrorEffect {
  if (error.severity >= 20) return 'connection';
  if (batchErrors.has(error.number)) return 'batch';
  return compileErrors.has(error.number) ? 'scope' : 'statement';
}
