import type { FrameBound, OrderItem, WindowFrame, WindowSpecification } from './expressionAst';
import type { TokenStream } from './tokenStream';
import { WindowScope } from './windowScope';

/** `ORDER BY a DESC, b`. */
export function orderBy(stream: TokenStream): OrderItem[] {
  stream.expectWords('ORDER', 'BY');
  return stream.list(() => {
    const expression = stream.grammar.expression(stream);
    const descending = stream.acceptWords('DESC');
    if (!descending) stream.acceptWords('ASC');
    return { expression, descending };
  });
}

/** `OVER (…)` or `OVER name`. */
export function overClause(stream: TokenStream): WindowSpecification {
  stream.expectWords('OVER');
  const scope = (stream.windows ??= new WindowScope());
  if (stream.isOperator('(')) return windowSpecification(stream, scope);
  const { line } = stream.peek();
  return scope.refer(stream.identifier(), line, { partitionBy: [], orderBy: [] });
}

/** `WINDOW a AS (…), b AS (a ORDER BY …)`, by upper-case name. */
export function windowClause(stream: TokenStream): ReadonlyMap<string, WindowSpecification> {
  stream.expectWords('WINDOW');
  const scope = (stream.windows ??= new WindowScope());
  return new Map(
    stream.list((): [string, WindowSpecification] => {
      const name = stream.identifier().toUpperCase();
      stream.expectWords('AS');
      return [name, windowSpecification(stream, scope)];
    }),
  );
}

/** Whether a WINDOW clause, and not an alias of that name, is at the front. */
export function windowClauseFollows(stream: TokenStream): boolean {
  return stream.isWord('WINDOW') && stream.isIdentifier(1) && stream.isWord('AS', 2) && stream.isOperator('(', 3);
}

function windowSpecification(stream: TokenStream, scope: WindowScope): WindowSpecification {
  stream.expectOperator('(');
  const { line } = stream.peek();
  const based = stream.isIdentifier() && !stream.isWord('PARTITION') && !stream.isWord('ROWS') && !stream.isWord('RANGE');
  const base = based ? stream.identifier() : undefined;
  const partitionBy = stream.acceptWords('PARTITION')
    ? (stream.expectWords('BY'), stream.list(() => stream.grammar.expression(stream)))
    : [];
  const order = stream.isWord('ORDER') ? orderBy(stream) : [];
  const frame = windowFrame(stream);
  stream.expectOperator(')');
  const own: WindowSpecification = { partitionBy, orderBy: order, ...(frame && { frame }) };
  return base === undefined ? own : scope.refer(base, line, own);
}

function windowFrame(stream: TokenStream): WindowFrame | undefined {
  const unit = stream.acceptWords('ROWS') ? 'ROWS' : stream.acceptWords('RANGE') ? 'RANGE' : undefined;
  if (unit === undefined) return undefined;
  if (!stream.acceptWords('BETWEEN')) return { unit, start: frameBound(stream), end: { kind: 'currentRow' } };
  const start = frameBound(stream);
  stream.expectWords('AND');
  return { unit, start, end: frameBound(stream) };
}

function frameBound(stream: TokenStream): FrameBound {
  if (stream.acceptWords('CURRENT', 'ROW')) return { kind: 'currentRow' };
  if (stream.acceptWords('UNBOUNDED', 'PRECEDING')) return { kind: 'unboundedPreceding' };
  if (stream.acceptWords('UNBOUNDED', 'FOLLOWING')) return { kind: 'unboundedFollowing' };
  const value = stream.grammar.expression(stream);
  if (stream.acceptWords('PRECEDING')) return { kind: 'preceding', value };
  stream.expectWords('FOLLOWING');
  return { kind: 'following', value };
}
