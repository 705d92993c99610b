import type { ErrorKind, SqlErrorDetail } from '../core/errors';
import { SprocketError } from '../core/errors';
import { transientNextStep } from './transientErrors';

/** Error numbers of denied permissions (sys.messages). */
const DENIED = new Set([229, 230, 262, 297, 300, 916, 15_247, 15_562, 371, 10_011]);
const SYNTAX = new Set([102, 105, 156, 170, 319]);

/** The one error for all errors of a batch; its message is the first one's. */
export function requestError(sqlErrors: readonly SqlErrorDetail[]): SprocketError {
  const [first] = sqlErrors;
  if (first === undefined) {
    return new SprocketError('sql', 'The server reported a failure without an error message.', {
      nextStep: 'Look at the messages of the batch, or at the error log of the server.',
    });
  }
  const nextStep = nextStepFor(first);
  return new SprocketError(kindOf(first.number), first.message, { ...(nextStep === undefined ? {} : { nextStep }), sqlErrors });
}

function kindOf(number: number): ErrorKind {
  if (DENIED.has(number)) {
    return 'permission_denied';
  }
  return number === 911 || number === 4_060 ? 'unknown_database' : 'sql';
}

function nextStepFor(error: SqlErrorDetail): string | undefined {
  if (SYNTAX.has(error.number)) {
    return `Correct the syntax of the T-SQL${error.line > 0 ? ` at line ${error.line}` : ''}.`;
  }
  if (DENIED.has(error.number)) {
    return 'Ask for the permission, or use a connection whose login has it.';
  }
  const transient = transientNextStep(error.number);
  if (transient !== undefined) {
    return `${transient} What the batch had committed before stays.`;
  }
  switch (error.number) {
    case 208:
      return 'Call list_tables for the names of tables and views; write the schema before the name.';
    case 207:
      return 'Call get_table_schema for the columns of the table.';
    case 2812:
      return 'Query sys.procedures for the names; write the schema before the name.';
    case 911:
    case 4060:
      return 'Call list_databases for the names.';
    case 1205:
      return 'The transaction was chosen as the victim of a deadlock and rolled back: it may be run again. What the batch had committed before stays.';
    case 1222:
      return 'Another session holds the lock: try again later, or find the blocking session.';
    default:
      return undefined;
  }
}

/** The connection broke while the server worked. What the server had done by then is not known. */
export function connectionLost(sqlErrors: readonly SqlErrorDetail[]): SprocketError {
  const [first] = sqlErrors;
  const transient = first === undefined ? undefined : transientNextStep(first.number);
  return new SprocketError('connection_lost', `The connection to the server was lost${first === undefined ? '' : `: ${first.message}`}.`, {
    nextStep: ['Check what of the work was done before running it again.', ...(transient === undefined ? [] : [transient])].join(' '),
    sqlErrors,
  });
}
