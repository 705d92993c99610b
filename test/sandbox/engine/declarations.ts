import type { CursorStatement, DeclareStatement, GotoStatement, ReturnStatement, Statement } from '../syntax/statementAst';
import { buildTable } from './ddl/buildTable';
import { tableOfType } from './ddl/tableOfType';
import { messages } from './errors/messages';
import type { Frame } from './frame';
import type { Table } from './model';
import { isTypeOfTable, resolveType } from './typeNames';
import { walk, type WalkedNode } from './syntaxWalk';
import { SqlError } from './sqlError';

interface Plan {
  /** With the database of the USE before it: USE takes effect when a batch is compiled, too. */
  readonly declarations: readonly { readonly statement: DeclareStatement; readonly database: string | undefined }[];
  /** Names used, lower case, with the line of the first use. */
  readonly uses: readonly {
    readonly name: string;
    readonly shown: string;
    readonly line: number;
    readonly isTable: boolean;
    readonly declared: boolean;
  }[];
  readonly error: SqlError | undefined;
}

const plans = new WeakMap<readonly Statement[], Plan>();

/**
 * Does before a batch or module runs what the product does when it compiles it: declares every variable, wherever its DECLARE stands,
 * and refuses unknown variables and labels. Throws SqlError 132 to 137, 178, 1087, 2715.
 */
export function prepareFrame(frame: Frame, statements: readonly Statement[]): void {
  let plan = plans.get(statements);
  if (!plan) plans.set(statements, (plan = scan(statements)));
  if (plan.error) throw again(plan.error);
  for (const use of plan.uses) {
    const known = frame.variables.has(use.name) || frame.tableVariables.has(use.name) || frame.cursors.has(use.name);
    if (use.declared || known) continue;
    throw locatedAt(use.isTable ? messages.tableVariableNotDeclared(use.shown) : messages.variableNotDeclared(use.shown), use.line);
  }
  for (const { statement, database } of plan.declarations) declareIn(frame, statement, database);
}

function declareIn(frame: Frame, statement: DeclareStatement, used: string | undefined): void {
  const { session } = frame;
  const current = session.database;
  session.database = (used === undefined ? undefined : session.host.model.databases.get(used.toLowerCase())) ?? current;
  try {
    declare(frame, statement);
  } finally {
    session.database = current;
  }
}

function declare(frame: Frame, statement: DeclareStatement): void {
  const { session } = frame;
  for (const [index, variable] of statement.variables.entries()) {
    const key = variable.name.toLowerCase();
    if (frame.variables.has(key) || frame.tableVariables.has(key)) {
      throw locatedAt(messages.variableDeclaredTwice(variable.name), statement.position.line);
    }
    try {
      if (variable.cursor) frame.cursors.set(key, undefined);
      else if (variable.table) addTableVariable(frame, key, buildTable(frame, variable.table, { name: variable.name, kind: 'variable' }));
      else if (variable.type) {
        const type = resolveType(session, variable.type, index + 1);
        if (isTypeOfTable(type)) addTableVariable(frame, key, tableOfType(frame, type));
        else frame.variables.set(key, { type, value: null });
      }
    } catch (error) {
      throw error instanceof SqlError ? locatedAt(error, statement.position.line) : error;
    }
  }
}

/** Makes a table known under the name of a variable; rollbacks of transactions leave its rows alone. */
export function addTableVariable(frame: Frame, name: string, table: Table): void {
  frame.tableVariables.set(name.toLowerCase(), table);
  frame.session.tableVariables.add(table);
}

function scan(statements: readonly Statement[]): Plan {
  const declarations: { statement: DeclareStatement; database: string | undefined }[] = [];
  let database: string | undefined;
  const declared = new Set<string>();
  const uses = new Map<string, Plan['uses'][number]>();
  const labels = new Set<string>();
  const gotos: GotoStatement[] = [];
  let error: SqlError | undefined;
  let line = 1;
  const use = (shown: string, isTable: boolean) => {
    const name = shown.toLowerCase();
    if (!uses.has(name)) uses.set(name, { name, shown, line, isTable, declared: declared.has(name) });
  };
  walk(statements, (node) => {
    line = lineOf(node) ?? line;
    if (node.kind === 'createModule') return false;
    if (node.kind === 'use' && 'database' in node && typeof node.database === 'string') database = node.database;
    if (isDeclare(node)) {
      declarations.push({ statement: node, database });
      for (const { name } of node.variables) declared.add(name.toLowerCase());
    } else if (isGoto(node)) {
      const label = node.label.toLowerCase();
      if (node.kind === 'goto') gotos.push(node);
      else if (labels.has(label)) error ??= locatedAt(messages.labelDeclaredTwice(node.label), line);
      else labels.add(label);
    } else for (const [name, isTable] of usedNames(node)) use(name, isTable);
    return true;
  });
  const missing = gotos.find((each) => !labels.has(each.label.toLowerCase()));
  if (missing) error ??= locatedAt(messages.labelNotDeclared(missing.label), missing.position.line);
  error ??= loopError(statements, false);
  return { declarations, uses: [...uses.values()], error };
}

/** BREAK and CONTINUE belong inside WHILE. */
function loopError(statements: readonly Statement[], inLoop: boolean): SqlError | undefined {
  for (const statement of statements) {
    const found = loopErrorOf(statement, inLoop);
    if (found) return found;
  }
  return undefined;
}

function loopErrorOf(statement: Statement, inLoop: boolean): SqlError | undefined {
  switch (statement.kind) {
    case 'break':
      return inLoop ? undefined : locatedAt(messages.breakOutsideWhile(), statement.position.line);
    case 'continue':
      return inLoop ? undefined : locatedAt(messages.continueOutsideWhile(), statement.position.line);
    case 'while':
      return loopError([statement.body], true);
    case 'if':
      return loopError(statement.otherwise ? [statement.then, statement.otherwise] : [statement.then], inLoop);
    case 'block':
      return loopError(statement.statements, inLoop);
    case 'try':
      return loopError([...statement.body, ...statement.handler], inLoop);
    default:
      return undefined;
  }
}

/** Batches that have none: who runs one again need not search it again. */
const withoutReturnValue = new WeakSet<readonly Statement[]>();

/** A RETURN with a value belongs into procedures and functions. Throws SqlError 178. */
export function refuseReturnValue(statements: readonly Statement[]): void {
  if (withoutReturnValue.has(statements)) return;
  walk(statements, (node) => {
    if (isReturn(node) && (node.value ?? node.query)) throw locatedAt(messages.returnValueNotAllowed(), node.position.line);
    return node.kind !== 'createModule';
  });
  withoutReturnValue.add(statements);
}

function* usedNames(node: WalkedNode): Iterable<readonly [string, boolean]> {
  if (node.kind === 'variable' && 'name' in node && typeof node.name === 'string') yield [node.name, false];
  else if (node.kind === 'variableTable' && 'name' in node && typeof node.name === 'string') yield [node.name, true];
  else if (node.kind === 'setVariable' && 'name' in node && typeof node.name === 'string') yield [node.name, false];
  else if (node.kind === 'assignment' && 'variable' in node && typeof node.variable === 'string') yield [node.variable, false];
  else if (node.kind === 'execute' && 'returnVariable' in node && typeof node.returnVariable === 'string')
    yield [node.returnVariable, false];
  else if (isCursor(node)) {
    for (const name of node.into ?? []) yield [name, false];
    if (node.name.startsWith('@')) yield [node.name, false];
  }
}

function lineOf(node: WalkedNode): number | undefined {
  if (!('position' in node) || typeof node.position !== 'object' || node.position === null) return undefined;
  return 'line' in node.position && typeof node.position.line === 'number' ? node.position.line : undefined;
}

function isDeclare(node: WalkedNode): node is DeclareStatement {
  return node.kind === 'declare';
}
function isGoto(node: WalkedNode): node is GotoStatement {
  return node.kind === 'goto' || node.kind === 'label';
}
function isReturn(node: WalkedNode): node is ReturnStatement {
  return node.kind === 'return';
}
function isCursor(node: WalkedNode): node is CursorStatement {
  return node.kind === 'cursor';
}

function locatedAt(error: SqlError, line: number): SqlError {
  error.line = line;
  return error;
}

/** An error object is thrown once only: its receivers write into it. */
function again(error: SqlError): SqlError {
  return new SqlError(error.number, error.severity, error.state, error.message, { line: error.line });
}
