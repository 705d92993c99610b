import type { CommonTableExpression, QueryBody, QueryExpression, SelectBody, SelectStatement, SetOperation } from './queryAst';
import type { Expression, OrderItem, WindowSpecification } from './expressionAst';
import { forClause, forClauseFollows } from './forClause';
import { groupBy } from './groupBy';
import { nameList, objectName } from './names';
import { optionClause } from './options';
import { selectItem } from './selectItems';
import { topCount } from './rowValues';
import { tableSources } from './tableSources';
import type { TokenStream } from './tokenStream';
import { orderBy, windowClause, windowClauseFollows } from './windows';

/** A SELECT statement: CTEs (when `withClause` was read by the caller, given), the query, OPTION. */
export function parseSelect(stream: TokenStream, withClause?: readonly CommonTableExpression[]): SelectStatement {
  const position = stream.position;
  const ctes = withClause ?? commonTableExpressions(stream);
  const query = parseQuery(stream);
  const maxRecursion = optionClause(stream);
  return { kind: 'select', position, with: ctes, query, ...(maxRecursion !== undefined && { maxRecursion }) };
}

/** `WITH a (x) AS (SELECT …), b AS (…)`, or nothing. */
export function commonTableExpressions(stream: TokenStream): CommonTableExpression[] {
  if (!stream.acceptWords('WITH')) return [];
  if (stream.isWord('XMLNAMESPACES') || stream.isWord('CHANGE_TRACKING_CONTEXT')) throw stream.unsupported(`WITH ${stream.peek().text}`);
  return stream.list(() => {
    const position = stream.position;
    const name = stream.identifier();
    const columns = stream.isOperator('(') ? nameList(stream) : [];
    stream.expectWords('AS');
    stream.expectOperator('(');
    const query = parseQuery(stream);
    stream.expectOperator(')');
    return { name, columns, query, position };
  });
}

/** A query with ORDER BY, OFFSET … FETCH and FOR. */
export function parseQuery(stream: TokenStream): QueryExpression {
  const position = stream.position;
  const body = setOperations(stream);
  const order = stream.isWord('ORDER') ? queryOrder(stream) : [];
  let offset: Expression | undefined;
  let fetch: Expression | undefined;
  if (order.length > 0 && stream.acceptWords('OFFSET')) {
    offset = stream.grammar.expression(stream);
    rowWord(stream);
    if (stream.isWord('FETCH') && (stream.isWord('NEXT', 1) || stream.isWord('FIRST', 1)) && !stream.isWord('FROM', 2)) {
      stream.next();
      stream.next();
      fetch = stream.grammar.expression(stream);
      rowWord(stream);
      stream.expectWords('ONLY');
    }
  }
  const forXmlOrJson = forClauseFollows(stream) ? forClause(stream) : undefined;
  return {
    kind: 'query',
    position,
    body,
    orderBy: order,
    ...(offset && { offset }),
    ...(fetch && { fetch }),
    ...(forXmlOrJson && { forClause: forXmlOrJson }),
  };
}

function rowWord(stream: TokenStream): void {
  if (!stream.acceptWords('ROWS')) stream.expectWords('ROW');
}

/** UNION and EXCEPT from left to right; INTERSECT binds tighter. */
function setOperations(stream: TokenStream): QueryBody {
  let left = intersections(stream);
  for (;;) {
    const position = stream.position;
    let operator: SetOperation['operator'];
    if (stream.acceptWords('UNION')) operator = stream.acceptWords('ALL') ? 'UNION ALL' : 'UNION';
    else if (stream.acceptWords('EXCEPT')) operator = 'EXCEPT';
    else return left;
    left = { kind: 'setOperation', position, operator, left, right: intersections(stream) };
  }
}

function intersections(stream: TokenStream): QueryBody {
  let left = queryTerm(stream);
  while (stream.isWord('INTERSECT')) {
    const position = stream.position;
    stream.next();
    left = { kind: 'setOperation', position, operator: 'INTERSECT', left, right: queryTerm(stream) };
  }
  return left;
}

function queryTerm(stream: TokenStream): QueryBody {
  if (!stream.acceptOperator('(')) return selectBody(stream);
  const query = parseQuery(stream);
  stream.expectOperator(')');
  return query.orderBy.length === 0 && query.forClause === undefined ? query.body : query;
}

function selectBody(stream: TokenStream): SelectBody {
  const position = stream.position;
  const outerWindows = stream.swapWindows(undefined);
  stream.expectWords('SELECT');
  const distinct = stream.acceptWords('DISTINCT');
  if (!distinct) stream.acceptWords('ALL');
  const top = topClause(stream);
  const items = stream.list(() => selectItem(stream));
  const into = stream.acceptWords('INTO') ? objectName(stream) : undefined;
  if (into !== undefined && stream.acceptWords('ON')) stream.identifier();
  const from = stream.acceptWords('FROM') ? tableSources(stream) : [];
  const where = stream.acceptWords('WHERE') ? stream.grammar.condition(stream) : undefined;
  const grouping = stream.isWord('GROUP') ? groupBy(stream) : undefined;
  const having = stream.acceptWords('HAVING') ? stream.grammar.condition(stream) : undefined;
  const definitions = windowClauseFollows(stream) ? windowClause(stream) : new Map<string, WindowSpecification>();
  const body: SelectBody = {
    kind: 'selectBody',
    position,
    distinct,
    ...(top && { top }),
    items,
    ...(into && { into }),
    from,
    ...(where && { where }),
    ...(grouping && { groupBy: grouping }),
    ...(having && { having }),
  };
  stream.swapWindows(outerWindows)?.resolve(definitions);
  stream.windowDefinitions = definitions;
  return body;
}

/** The ORDER BY of a query sees the named windows of its SELECT. */
function queryOrder(stream: TokenStream): OrderItem[] {
  const outerWindows = stream.swapWindows(undefined);
  const definitions = stream.windowDefinitions;
  const order = orderBy(stream);
  stream.swapWindows(outerWindows)?.resolve(definitions);
  return order;
}

/** `TOP n`, `TOP (n) PERCENT WITH TIES`. */
function topClause(stream: TokenStream): SelectBody['top'] {
  if (!stream.acceptWords('TOP')) return undefined;
  const count = topCount(stream);
  const percent = stream.acceptWords('PERCENT');
  return { count, percent, withTies: stream.acceptWords('WITH', 'TIES') };
}
