import type { ProcedureParameter } from './procedureTypes';

/**
 * Whether a call must give the parameter. One with a default, or whose default is unknown, may be left to the server; an OUTPUT parameter
 * starts as NULL; a missing table-valued parameter is an empty table ("CREATE PROCEDURE (Transact-SQL)", @parameter).
 */
export function isRequired(parameter: ProcedureParameter): boolean {
  return parameter.default.state === 'none' && parameter.direction === 'in' && parameter.type.kind !== 'table';
}
