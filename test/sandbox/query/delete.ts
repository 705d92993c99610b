import type { Row } from '../engine/model';
import type { DeleteStatement } from '../syntax/statementAst';
import { changeRows } from './changeRows';
import { openTarget } from './openTarget';
import { type Captured, capture, finishOutputs, outputs } from './output';
import { type Changing, pause, type QueryEnvironment } from './queryEnvironment';
import { rowIds } from './rowIds';
import { rowLimit } from './rowLimit';
import { fireAfter, fireInsteadOf, hasTrigger, insteadOfTrigger } from './triggers';

/**
 * Runs DELETE: reads everything, then deletes. Throws SqlError 547 and the errors of names and evaluation. What was deleted is in the undo log.
 */
export function* runDelete(statement: DeleteStatement, environment: QueryEnvironment): Changing {
  const opened = openTarget(statement, environment);
  const { target, scope, others } = opened;
  const { database, table } = target;
  if (statement.target.kind === 'name') environment.checkPermission('DELETE', database, table.schema, table.name);
  const limit = rowLimit(statement.top, scope.context);
  const clauses = outputs(statement.output, table, others, scope.context, hasTrigger(table, 'DELETE'));
  const found = new Map<Row, Captured>();
  for (const row of opened.rows()) {
    if (row === pause) {
      yield pause;
      continue;
    }
    if (found.size >= limit) break;
    if (!found.has(row)) found.set(row, capture(others));
  }
  const ids = rowIds(table, found.keys());
  const changes = [...found.keys()].map((before) => ({ id: ids.get(before) ?? 0, before }));
  const instead = insteadOfTrigger(table, 'DELETE', environment);
  if (instead) {
    fireInsteadOf(instead, table, 'DELETE', changes, environment);
    return { rowCount: changes.length };
  }
  const effects = changeRows(target, changes, 'DELETE', environment);
  for (const change of effects[0]?.changes ?? []) {
    const captured = change.before ? found.get(change.before) : undefined;
    for (const clause of clauses) clause.add(change, captured ?? []);
  }
  const result = { rowCount: changes.length, ...finishOutputs(clauses) };
  fireAfter(effects, ['DELETE'], environment);
  return result;
}
