import type { Expression } from './expressionAst';
import { constantOrVariable } from './rowValues';
import type { RaiserrorStatement, Statement, ThrowStatement } from './statementAst';
import { syntaxError } from './syntaxErrors';
import { positionOf, type TokenStream } from './tokenStream';
import { startsStatement } from './keywords';

/** IF … ELSE. A semicolon may stand before the ELSE. */
export function ifStatement(stream: TokenStream): Statement {
  const position = stream.position;
  stream.expectWords('IF');
  const condition = stream.grammar.condition(stream);
  const then = stream.grammar.statement(stream);
  if (stream.isOperator(';') && stream.isWord('ELSE', 1)) stream.next();
  const otherwise = stream.acceptWords('ELSE') ? stream.grammar.statement(stream) : undefined;
  return { kind: 'if', position, condition, then, ...(otherwise && { otherwise }) };
}

/** WHILE. */
export function whileStatement(stream: TokenStream): Statement {
  const position = stream.position;
  stream.expectWords('WHILE');
  const condition = stream.grammar.condition(stream);
  return { kind: 'while', position, condition, body: stream.grammar.statement(stream) };
}

/** BEGIN … END, BEGIN TRY … END TRY BEGIN CATCH … END CATCH. */
export function blockStatement(stream: TokenStream): Statement {
  const position = stream.position;
  stream.expectWords('BEGIN');
  if (stream.isWord('ATOMIC')) throw stream.unsupported('BEGIN ATOMIC');
  if (stream.isWord('CONVERSATION') || stream.isWord('DIALOG')) throw stream.unsupported('Service Broker');
  if (stream.acceptWords('TRY')) return tryStatement(stream, position);
  const statements = stream.grammar.statements(stream, ['END']);
  if (statements.length === 0) throw stream.unexpected();
  stream.expectWords('END');
  return { kind: 'block', position, statements };
}

function tryStatement(stream: TokenStream, position: Statement['position']): Statement {
  const body = stream.grammar.statements(stream, ['END']);
  if (body.length === 0) throw stream.unexpected();
  stream.expectWords('END', 'TRY');
  stream.acceptOperator(';');
  stream.expectWords('BEGIN', 'CATCH');
  const handler = stream.grammar.statements(stream, ['END']);
  stream.expectWords('END', 'CATCH');
  return { kind: 'try', position, body, handler };
}

/** THROW, with or without its three arguments. */
export function throwStatement(stream: TokenStream): ThrowStatement {
  const position = positionOf(stream.next());
  const { kind } = stream.peek();
  if (kind !== 'number' && kind !== 'variable') return { kind: 'throw', position };
  const number = constantOrVariable(stream);
  stream.expectOperator(',');
  const message = constantOrVariable(stream);
  stream.expectOperator(',');
  return { kind: 'throw', position, arguments: [number, message, constantOrVariable(stream)] };
}

/** RAISERROR (message, severity, state, arguments) WITH options. */
export function raiserrorStatement(stream: TokenStream): RaiserrorStatement {
  const position = stream.position;
  stream.expectWords('RAISERROR');
  stream.expectOperator('(');
  const message = stream.grammar.expression(stream);
  stream.expectOperator(',');
  const severity = stream.grammar.expression(stream);
  stream.expectOperator(',');
  const state = stream.grammar.expression(stream);
  const read: Expression[] = [];
  while (stream.acceptOperator(',')) read.push(stream.grammar.expression(stream));
  stream.expectOperator(')');
  const options = new Set(
    stream.acceptWords('WITH')
      ? stream.list(() => {
          if (!['LOG', 'NOWAIT', 'SETERROR'].some((word) => stream.isWord(word))) throw stream.unexpected();
          return stream.next().upper;
        })
      : [],
  );
  return {
    kind: 'raiserror',
    position,
    message,
    severity,
    state,
    arguments: read,
    noWait: options.has('NOWAIT'),
    log: options.has('LOG'),
    setError: options.has('SETERROR'),
  };
}

/** WAITFOR DELAY and TIME. */
export function waitforStatement(stream: TokenStream): Statement {
  const position = stream.position;
  stream.expectWords('WAITFOR');
  if (stream.isOperator('(')) throw stream.unsupported('WAITFOR (statement)');
  const unit = stream.acceptWords('DELAY') ? 'DELAY' : (stream.expectWords('TIME'), 'TIME');
  return { kind: 'waitfor', position, unit, value: constantOrVariable(stream) };
}

/** RETURN, RETURN value. Throws SqlError 178 for a value outside a module. */
export function returnStatement(stream: TokenStream): Statement {
  const position = stream.position;
  stream.expectWords('RETURN');
  if (!valueFollows(stream)) return { kind: 'return', position };
  const value = stream.grammar.expression(stream);
  if (!stream.inModule) throw syntaxError(178, 'A RETURN statement with a return value cannot be used in this context.', position.line);
  return { kind: 'return', position, value };
}

const valueKeywords = new Set([
  'NULL',
  'CASE',
  'COALESCE',
  'CONVERT',
  'TRY_CONVERT',
  'NULLIF',
  'LEFT',
  'RIGHT',
  'CURRENT_TIMESTAMP',
  'CURRENT_USER',
  'SESSION_USER',
  'SYSTEM_USER',
  'USER',
]);

function valueFollows(stream: TokenStream): boolean {
  const token = stream.peek();
  if (token.kind === 'end') return false;
  if (token.kind === 'operator') return ['(', '-', '+', '~', '{'].includes(token.text);
  if (token.kind !== 'word') return true;
  if (valueKeywords.has(token.upper)) return true;
  return stream.isIdentifier() && !startsStatement(token.upper) && !stream.isOperator(':', 1);
}
