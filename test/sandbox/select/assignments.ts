import { pause, type QueryEnvironment } from '../query/queryContract';
import type { SelectStatement } from '../syntax/queryAst';
import { compileSelect } from './compileSelect';

/** Runs SELECT @x = …: each row gives the variables their values, in the order of the result. Gives the number of rows. */
export function runAssignments(statement: SelectStatement, environment: QueryEnvironment): number {
  let count = 0;
  for (const row of compileSelect(statement, environment).rows()) {
    if (row === pause) environment.checkpoint();
    else count++;
  }
  return count;
}
