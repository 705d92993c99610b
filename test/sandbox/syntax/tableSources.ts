import type { DerivedTable, JoinedTable, NamedTable, TableSource } from './queryAst';
import { functionTable } from './functionTables';
import { nameList, objectName } from './names';
import { pivotTable } from './pivotTables';
import { isQueryAt } from './queryLookahead';
import { valuesBody } from './rowValues';
import { tableAlias } from './tableAliases';
import { oldStyleHints, tableHints } from './tableHints';
import type { TokenStream } from './tokenStream';

const joinStarts = new Set(['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'OUTER']);
const joinHints = new Set(['LOOP', 'HASH', 'MERGE', 'REMOTE', 'REDUCE', 'REPLICATE', 'REDISTRIBUTE']);
const rowsetFunctions = new Set([
  'OPENQUERY',
  'OPENROWSET',
  'OPENXML',
  'OPENDATASOURCE',
  'CONTAINSTABLE',
  'FREETEXTTABLE',
  'CHANGETABLE',
  'PREDICT',
]);

/** The list behind FROM. */
export function tableSources(stream: TokenStream): TableSource[] {
  return stream.list(() => tableSource(stream));
}

/** One table with all that is joined to it. */
export function tableSource(stream: TokenStream): TableSource {
  let source = tablePrimary(stream);
  while (joinFollows(stream)) source = joinTo(stream, source);
  return source;
}

function joinFollows(stream: TokenStream): boolean {
  return stream.isOneOf(joinStarts);
}

function joinTo(stream: TokenStream, left: TableSource): TableSource {
  const position = stream.position;
  if (stream.acceptWords('CROSS', 'APPLY')) return { kind: 'apply', outer: false, left, right: tablePrimary(stream), position };
  if (stream.acceptWords('OUTER', 'APPLY')) return { kind: 'apply', outer: true, left, right: tablePrimary(stream), position };
  if (stream.acceptWords('CROSS')) {
    stream.expectWords('JOIN');
    return { kind: 'join', type: 'CROSS', left, right: tablePrimary(stream), position };
  }
  const type = joinType(stream);
  let right = tablePrimary(stream);
  // `a JOIN b JOIN c ON … ON …`: what is joined before the ON belongs to the right side.
  while (!stream.isWord('ON') && joinFollows(stream)) right = joinTo(stream, right);
  stream.expectWords('ON');
  return { kind: 'join', type, left, right, on: stream.grammar.condition(stream), position };
}

function joinType(stream: TokenStream): JoinedTable['type'] {
  if (stream.acceptWords('JOIN')) return 'INNER';
  let type: JoinedTable['type'] = 'INNER';
  if (!stream.acceptWords('INNER')) {
    const outer = (['LEFT', 'RIGHT', 'FULL'] as const).find((word) => stream.acceptWords(word));
    if (outer === undefined) throw stream.unexpected();
    type = outer;
    stream.acceptWords('OUTER');
  }
  if (stream.isOneOf(joinHints)) stream.next();
  stream.expectWords('JOIN');
  return type;
}

function tablePrimary(stream: TokenStream): TableSource {
  let source = unpivoted(stream);
  while (stream.isWord('PIVOT') || stream.isWord('UNPIVOT')) source = pivotTable(stream, source);
  return source;
}

function unpivoted(stream: TokenStream): TableSource {
  const position = stream.position;
  const token = stream.peek();
  if (stream.isOperator('(')) return parenthesis(stream);
  if (token.kind === 'variable') {
    if (stream.isOperator('.', 1)) return functionTable(stream);
    const name = stream.variable();
    const alias = tableAlias(stream);
    tableHints(stream);
    return { kind: 'variableTable', name, ...(alias !== undefined && { alias }), position };
  }
  if (token.kind === 'word' && rowsetFunctions.has(token.upper) && stream.isOperator('(', 1)) throw stream.unsupported(token.upper);
  stream.acceptOperator('::');
  if (callFollows(stream)) return functionTable(stream);
  return namedTable(stream);
}

/** Whether a name with arguments is at the front; `t (NOLOCK)` is none. */
function callFollows(stream: TokenStream): boolean {
  let ahead = 0;
  while (!stream.isOperator('(', ahead)) {
    if (!stream.isIdentifier(ahead) && !stream.isOperator('.', ahead)) return false;
    // Two names in a row: an alias has begun.
    if (ahead > 0 && stream.isIdentifier(ahead) && stream.isIdentifier(ahead - 1)) return false;
    ahead++;
  }
  return (
    ahead > 0 &&
    !(
      stream.isOperator(')', ahead + 2) &&
      ['NOLOCK', 'HOLDLOCK', 'UPDLOCK', 'READPAST', 'TABLOCK', 'TABLOCKX', 'ROWLOCK'].some((hint) => stream.isWord(hint, ahead + 1))
    )
  );
}

function namedTable(stream: TokenStream): NamedTable {
  const name = objectName(stream);
  let temporal: string | undefined;
  if (stream.isWord('FOR') && (stream.isWord('SYSTEM_TIME', 1) || stream.isWord('PATH', 1))) temporal = temporalClause(stream);
  const early = oldStyleHints(stream);
  const alias = tableAlias(stream);
  if (stream.isWord('TABLESAMPLE')) throw stream.unsupported('TABLESAMPLE');
  const hints = [...early, ...oldStyleHints(stream), ...tableHints(stream)];
  return { kind: 'table', name, ...(alias !== undefined && { alias }), hints, ...(temporal !== undefined && { temporal }) };
}

/** FOR SYSTEM_TIME …, as text. */
function temporalClause(stream: TokenStream): string {
  const { offset } = stream.position;
  stream.expectWords('FOR', 'SYSTEM_TIME');
  if (stream.acceptWords('ALL')) return stream.textFrom(offset);
  if (stream.acceptWords('AS')) {
    stream.expectWords('OF');
    stream.grammar.expression(stream);
  } else if (stream.acceptWords('CONTAINED')) {
    stream.expectWords('IN');
    stream.skipParentheses();
  } else {
    const between = stream.acceptWords('BETWEEN');
    if (!between) stream.expectWords('FROM');
    stream.grammar.expression(stream);
    stream.expectWords(between ? 'AND' : 'TO');
    stream.grammar.expression(stream);
  }
  return stream.textFrom(offset);
}

/** `(SELECT …) AS a (b)`, `(VALUES …) AS a (b)` or a join in parentheses. */
function parenthesis(stream: TokenStream): TableSource {
  const position = stream.position;
  const isValues = stream.isWord('VALUES', 1);
  if (!isValues && !isQueryAt(stream, 0, true)) {
    stream.expectOperator('(');
    if (['INSERT', 'UPDATE', 'DELETE', 'MERGE'].some((word) => stream.isWord(word))) throw stream.unsupported('DML as a table source');
    const inner = tableSource(stream);
    stream.expectOperator(')');
    return inner;
  }
  stream.expectOperator('(');
  const query: DerivedTable['query'] = isValues
    ? { kind: 'query', position, body: valuesBody(stream), orderBy: [] }
    : stream.grammar.query(stream);
  stream.expectOperator(')');
  stream.acceptWords('AS');
  const alias = stream.identifier();
  const columns = stream.isOperator('(') ? nameList(stream) : [];
  return { kind: 'derived', query, alias, columns, position };
}
