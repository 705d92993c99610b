import assert from 'node:assert/strict';
import { SqlError } from '../../../sandbox/engine/sqlError';
import type { Expression } from '../../../sandbox/syntax/expressionAst';
import { parseBatch } from '../../../sandbox/syntax/parser';
import type { SelectBody } from '../../../sandbox/syntax/queryAst';
import type { Statement } from '../../../sandbox/syntax/statementAst';

/** The only statement of a batch. */
export function statement(text: string): Statement {
  const { statements } = parseBatch(text);
  assert.equal(statements.length, 1, `one statement in: ${text}`);
  const [only] = statements;
  assert.ok(only);
  return only;
}

/** The only statement of a batch, as its kind. */
export function statementOf<Kind extends Statement['kind']>(kind: Kind, text: string): Extract<Statement, { kind: Kind }> {
  const read = statement(text);
  assert.ok(isKind(read, kind), `${read.kind} is not ${kind}`);
  return read;
}

function isKind<Kind extends Statement['kind']>(read: Statement, kind: Kind): read is Extract<Statement, { kind: Kind }> {
  return read.kind === kind;
}

/** The SELECT of a batch that is one. */
export function selectOf(text: string): SelectBody {
  const { body } = statementOf('select', text).query;
  assert.ok(body.kind === 'selectBody', body.kind);
  return body;
}

/** The first item of SELECT … as an expression. */
export function expressionOf(text: string): Expression {
  const [item] = selectOf(`SELECT ${text}`).items;
  assert.ok(item?.kind === 'expression');
  return item.expression;
}

/** Fully parenthesized text of an expression of names, numbers and operators. */
export function shape(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'object' ? 'constant' : String(expression.value);
    case 'column':
      return expression.parts.join('.');
    case 'variable':
      return expression.name;
    case 'unary':
      return `(${expression.operator} ${shape(expression.operand)})`;
    case 'binary':
      return `(${shape(expression.left)} ${expression.operator} ${shape(expression.right)})`;
    case 'function':
      return `${expression.name.parts.join('.')}(${expression.arguments.map(shape).join(', ')})`;
    default:
      return expression.kind;
  }
}

/** That parsing fails with this number, at this line, and with this text when given. */
export function assertSyntaxError(text: string, number: number, line: number, message?: string): void {
  assert.throws(
    () => parseBatch(text),
    (error) => {
      assert.ok(error instanceof SqlError, String(error));
      assert.deepEqual([error.number, error.line], [number, line], error.message);
      if (message !== undefined) assert.equal(error.message, message);
      if (number !== 50999) assert.equal(error.severity, 15);
      return true;
    },
  );
}

/** The value without `position`s, at any depth. */
export function withoutPositions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPositions);
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'position')
      .map(([key, inner]) => [key, withoutPositions(inner)]),
  );
}
