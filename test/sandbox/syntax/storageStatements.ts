import { indexColumns } from './indexColumns';
import { nameList, objectName, typeReference } from './names';
import type { Expression } from './expressionAst';
import type { StorageStatement } from './storageAst';
import { statisticsOptions } from './ignoredStatements';
import type { TokenStream } from './tokenStream';

type Position = StorageStatement['position'];

/** What CREATE makes of storage and search: partition functions and schemes, full-text catalogs and indexes, statistics, column keys. */
export function createStorage(stream: TokenStream, position: Position): StorageStatement | undefined {
  if (stream.acceptWords('PARTITION', 'FUNCTION')) return partitionFunction(stream, position);
  if (stream.acceptWords('PARTITION', 'SCHEME')) return partitionScheme(stream, position);
  if (stream.acceptWords('FULLTEXT', 'CATALOG')) return fullTextCatalog(stream, position);
  if (stream.acceptWords('FULLTEXT', 'INDEX')) return fullTextIndex(stream, position);
  if (stream.acceptWords('STATISTICS')) return statistics(stream, position);
  for (const key of ['MASTER', 'ENCRYPTION'] as const)
    if (stream.acceptWords('COLUMN', key, 'KEY')) return columnKey(stream, position, key);
  return undefined;
}

function partitionFunction(stream: TokenStream, position: Position): StorageStatement {
  const name = stream.identifier();
  stream.expectOperator('(');
  const type = typeReference(stream);
  stream.expectOperator(')');
  stream.expectWords('AS', 'RANGE');
  const isRight = stream.acceptWords('RIGHT');
  if (!isRight) stream.acceptWords('LEFT');
  stream.expectWords('FOR', 'VALUES');
  return { kind: 'createPartitionFunction', position, name, type, isRight, boundaries: boundaries(stream) };
}

/** `(1, 2, 3)`, or none. */
function boundaries(stream: TokenStream): Expression[] {
  if (stream.isOperator(')', 1)) {
    stream.skipParentheses();
    return [];
  }
  return stream.parenthesized(() => stream.grammar.expression(stream));
}

function partitionScheme(stream: TokenStream, position: Position): StorageStatement {
  const name = stream.identifier();
  stream.expectWords('AS', 'PARTITION');
  const of = stream.identifier();
  stream.acceptWords('ALL');
  stream.expectWords('TO');
  stream.skipParentheses();
  return { kind: 'createPartitionScheme', position, name, partitionFunction: of };
}

function fullTextCatalog(stream: TokenStream, position: Position): StorageStatement {
  const name = stream.identifier();
  if (stream.acceptWords('WITH')) {
    stream.expectWords('ACCENT_SENSITIVITY');
    stream.expectOperator('=');
    stream.next();
  }
  return { kind: 'createFullTextCatalog', position, name, isDefault: stream.acceptWords('AS', 'DEFAULT') };
}

function fullTextIndex(stream: TokenStream, position: Position): StorageStatement {
  stream.expectWords('ON');
  const on = objectName(stream);
  const columns = stream.parenthesized(() => {
    const name = stream.identifier();
    if (stream.acceptWords('TYPE', 'COLUMN')) stream.identifier();
    const language = stream.acceptWords('LANGUAGE') ? Number(stream.next().text) : 1033;
    return { name, language };
  });
  stream.expectWords('KEY', 'INDEX');
  const keyIndex = stream.identifier();
  const catalog = stream.acceptWords('ON') ? stream.identifier() : undefined;
  let changeTracking: 'AUTO' | 'MANUAL' | 'OFF' = 'AUTO';
  if (stream.acceptWords('WITH')) {
    stream.expectWords('CHANGE_TRACKING');
    stream.acceptOperator('=');
    changeTracking = stream.acceptWords('MANUAL') ? 'MANUAL' : stream.acceptWords('OFF') ? 'OFF' : 'AUTO';
    if (changeTracking === 'AUTO') stream.acceptWords('AUTO');
    if (changeTracking === 'OFF' && stream.acceptOperator(',')) stream.expectWords('NO', 'POPULATION');
  }
  return { kind: 'createFullTextIndex', position, on, columns, keyIndex, changeTracking, ...(catalog !== undefined && { catalog }) };
}

function statistics(stream: TokenStream, position: Position): StorageStatement {
  const name = stream.identifier();
  stream.expectWords('ON');
  const on = objectName(stream);
  const columns = nameList(stream);
  let filter: { expression: Expression; text: string } | undefined;
  if (stream.acceptWords('WHERE')) {
    const { offset } = stream.position;
    const expression = stream.grammar.condition(stream);
    filter = { expression, text: stream.textFrom(offset) };
  }
  statisticsOptions(stream);
  return { kind: 'createStatistics', position, name, on, columns, ...(filter && { filter }) };
}

function columnKey(stream: TokenStream, position: Position, key: 'MASTER' | 'ENCRYPTION'): StorageStatement {
  const name = stream.identifier();
  stream.expectWords('WITH');
  if (stream.isWord('VALUES')) stream.next();
  stream.skipParentheses();
  return { kind: 'createColumnKey', position, key, name };
}

/** `(a)` of an index that is no B-tree: one column. */
export function onlyColumn(stream: TokenStream): { readonly name: string; readonly descending: boolean }[] {
  const columns = indexColumns(stream);
  if (columns.length !== 1) throw stream.unexpected();
  return columns;
}
