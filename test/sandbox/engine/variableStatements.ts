import type { DeclareStatement, ReturnStatement, SetVariableStatement } from '../syntax/statementAst';
import { done, commands } from './done';
import { messages } from './errors/messages';
import { evaluateAs, evaluateInteger } from './evaluate';
import type { Flow, Frame } from './frame';

/** The variables exist since the frame began (see declarations.ts); a declaration only gives the first value. */
export function runDeclare(frame: Frame, statement: DeclareStatement): Flow {
  for (const { name, value } of statement.variables) {
    if (!value) continue;
    assign(frame, name, value);
    frame.session.rowCount = 1;
  }
  return undefined;
}

export function runSetVariable(frame: Frame, statement: SetVariableStatement): Flow {
  assign(frame, statement.name, statement.value);
  frame.session.rowCount = 1;
  done(frame, commands.other);
  return undefined;
}

function assign(frame: Frame, name: string, value: SetVariableStatement['value']): void {
  const key = name.toLowerCase();
  if (frame.cursors.has(key)) {
    assignCursor(frame, key, value);
    return;
  }
  const variable = frame.variables.get(key);
  if (!variable) throw messages.variableNotDeclared(name);
  variable.value = evaluateAs(frame, value, variable.type);
}

/** `SET @c = cursorName`: both now stand for one cursor. */
function assignCursor(frame: Frame, key: string, value: SetVariableStatement['value']): void {
  const name = value.kind === 'column' ? value.parts[0] : value.kind === 'variable' ? value.name : undefined;
  const source = name?.toLowerCase() ?? '';
  const cursor = frame.cursors.get(source) ?? frame.session.cursors.get(source);
  if (!cursor) throw messages.cursorMissing(name ?? '');
  frame.cursors.set(key, cursor);
}

/** RETURN: an integer status of a procedure, the value of a scalar function, or the query of an inline function. */
export function runReturn(frame: Frame, statement: ReturnStatement): Flow {
  if (statement.query) return { kind: 'returnQuery', query: statement.query };
  if (!statement.value) return { kind: 'return', value: 0 };
  const returns = frame.module?.definition.returns;
  if (frame.kind === 'function' && returns) {
    const type = frame.environment.resolveType(returns);
    return { kind: 'returnValue', type, value: evaluateAs(frame, statement.value, type) };
  }
  const value = evaluateInteger(frame, statement.value);
  return { kind: 'return', value: value ?? 0 };
}
