import type { Expression } from './expressionAst';
import { literalOf } from './literals';
import type { DefaultMarker, ValuesBody } from './queryAst';
import { isQueryAt } from './queryLookahead';
import { positionOf, type TokenStream } from './tokenStream';

/** A value, or the word DEFAULT in its place. */
export function defaultOrExpression(stream: TokenStream): Expression | DefaultMarker {
  if (stream.isWord('DEFAULT')) return { kind: 'default', position: positionOf(stream.next()) };
  return stream.grammar.expression(stream);
}

/** `VALUES (…), (…)`. */
export function valuesBody(stream: TokenStream): ValuesBody {
  const position = stream.position;
  stream.expectWords('VALUES');
  const rows = stream.list(() => stream.parenthesized(() => defaultOrExpression(stream)));
  return { kind: 'values', position, rows };
}

/** The number behind TOP: a constant, or an expression in parentheses. */
export function topCount(stream: TokenStream): Expression {
  if (stream.acceptOperator('(')) {
    const { position } = stream;
    const count: Expression = isQueryAt(stream, 0)
      ? { kind: 'subquery', query: stream.grammar.query(stream), position }
      : stream.grammar.expression(stream);
    stream.expectOperator(')');
    return count;
  }
  return constantOrVariable(stream);
}

/** A constant, signed or not, or a variable: what T-SQL takes where it takes no expression. */
export function constantOrVariable(stream: TokenStream): Expression {
  const token = stream.peek();
  const position = stream.position;
  if (token.kind === 'operator' && (token.text === '-' || token.text === '+')) {
    stream.next();
    if (stream.peek().kind !== 'number' && stream.peek().kind !== 'money') throw stream.unexpected();
    return { kind: 'unary', operator: token.text, operand: constantOrVariable(stream), position };
  }
  if (token.kind === 'variable') return { kind: 'variable', name: stream.next().text, position };
  if (token.kind === 'globalVariable') return { kind: 'globalVariable', name: stream.next().upper, position };
  const constant = literalOf(token);
  if (constant === undefined) throw stream.unexpected();
  stream.next();
  return constant;
}
