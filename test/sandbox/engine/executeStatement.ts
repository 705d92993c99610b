import type { Expression, ObjectName } from '../syntax/expressionAst';
import type { ExecuteArgument, ExecuteStatement } from '../syntax/statementAst';
import { convertFor } from './environment';
import { messages } from './errors/messages';
import { evaluate, evaluateText } from './evaluate';
import { type Argument, executeProcedure } from './executeProcedure';
import { executeText } from './executeText';
import type { Flow, Frame } from './frame';
import { findModule, shownName } from './names';
import { parseObjectName } from './objectName';
import { NotInSandboxError } from './sqlError';
import type { Step } from './steps';
import { systemProcedure } from './systemProcedures';

/** EXEC of a procedure or of text. */
export function* runExecute(frame: Frame, statement: ExecuteStatement): Step<Flow> {
  const { session } = frame;
  if (statement.at !== undefined) throw new NotInSandboxError('linked servers', statement.position.line);
  if (session.functionDepth > 0) throw messages.statementNotAllowedInFunction('EXECUTE');
  if (session.request) session.request.command = 'EXECUTE';
  if (statement.text) {
    const text = evaluateText(frame, statement.text);
    yield* executeText(frame, text ?? '');
    return undefined;
  }
  const name = procedureName(frame, statement.procedure);
  const args = statement.arguments.map((argument) => evaluateArgument(frame, argument));
  const status = yield* executeByName(frame, name, args);
  const target = statement.returnVariable?.toLowerCase();
  const variable = target === undefined ? undefined : frame.variables.get(target);
  if (variable) variable.value = convertFor(variable.type, { type: { name: 'int' }, value: status });
  if (frame.kind === 'batch' && session.insertExecDepth === 0) {
    frame.sink.returnStatus(status);
    frame.sink.procedureDone({ failed: false, returnedRows: false });
  }
  return undefined;
}

/** Runs a user's or a system procedure. Throws SqlError 2812. */
export function* executeByName(frame: Frame, name: ObjectName, args: readonly Argument[]): Step<number> {
  const system = systemProcedure(name.parts);
  const found = findModule(frame.session, name);
  if (found?.module.type === 'P') return yield* executeProcedure(frame, found.module, found.database, args);
  if (system) return yield* system(frame, args);
  throw messages.procedureNotFound(shownName(name));
}

function procedureName(frame: Frame, procedure: ObjectName | Expression | undefined): ObjectName {
  if (procedure && 'parts' in procedure && !('kind' in procedure)) return procedure;
  const text = procedure && 'kind' in procedure ? (evaluateText(frame, procedure) ?? '') : '';
  return parseObjectName(text);
}

function evaluateArgument(frame: Frame, { name = '', value, output }: ExecuteArgument): Argument {
  if (value.kind === 'default') return { name, type: { name: 'int' }, value: null, isDefault: true };
  if (value.kind === 'variable') {
    const table = frame.tableVariables.get(value.name.toLowerCase());
    if (table) return { name, type: { name: 'table' }, value: null, table, isDefault: false };
    const variable = frame.variables.get(value.name.toLowerCase());
    if (variable && output) {
      const give: Argument['output'] = (result, type) => {
        variable.value = convertFor(variable.type, { type, value: result });
      };
      return { name, type: variable.type, value: variable.value, isDefault: false, output: give };
    }
  }
  return { name, ...evaluate(frame, value), isDefault: false };
}
