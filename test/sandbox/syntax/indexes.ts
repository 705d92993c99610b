import { fileGroupClause, indexColumns } from './indexColumns';
import { looseOptions, optionMap } from './indexOptions';
import { nameList, objectName } from './names';
import type { AlterIndexStatement, CreateIndexStatement, IndexDefinition } from './statementAst';
import type { TokenStream } from './tokenStream';

/** CREATE [UNIQUE] [CLUSTERED | NONCLUSTERED] [COLUMNSTORE] INDEX; CREATE is already read. */
export function createIndex(stream: TokenStream, position: CreateIndexStatement['position']): CreateIndexStatement {
  const unique = stream.acceptWords('UNIQUE');
  const kind = indexKind(stream);
  stream.expectWords('INDEX');
  const name = stream.identifier();
  stream.expectWords('ON');
  const on = objectName(stream);
  const columns = stream.isOperator('(') ? indexColumns(stream) : [];
  return { kind: 'createIndex', position, on, index: { name, unique, ...kind, ...indexDetails(stream, columns) } };
}

/** Whether an index is what CREATE makes. */
export function createIndexFollows(stream: TokenStream): boolean {
  return ['UNIQUE', 'CLUSTERED', 'NONCLUSTERED', 'COLUMNSTORE', 'INDEX'].some((word) => stream.isWord(word));
}

/** INDEX name … inside a table, or on a column. */
export function inlineIndex(stream: TokenStream, column?: string): IndexDefinition {
  stream.expectWords('INDEX');
  const name = stream.identifier();
  const unique = stream.acceptWords('UNIQUE');
  const kind = indexKind(stream);
  if (stream.isWord('HASH')) throw stream.unsupported('hash indexes');
  const own = column === undefined ? [] : [{ name: column, descending: false }];
  const columns = stream.isOperator('(') ? indexColumns(stream) : own;
  return { name, unique, ...kind, ...indexDetails(stream, columns) };
}

function indexKind(stream: TokenStream): { clustered: boolean; columnstore: boolean } {
  const clustered = stream.acceptWords('CLUSTERED');
  if (!clustered) stream.acceptWords('NONCLUSTERED');
  return { clustered, columnstore: stream.acceptWords('COLUMNSTORE') };
}

function indexDetails(
  stream: TokenStream,
  columns: IndexDefinition['columns'],
): Pick<IndexDefinition, 'columns' | 'included' | 'filter' | 'options' | 'order'> {
  const included = stream.acceptWords('INCLUDE') ? nameList(stream) : [];
  const order = stream.acceptWords('ORDER') ? nameList(stream) : [];
  let filter: IndexDefinition['filter'];
  if (stream.acceptWords('WHERE')) {
    const { offset } = stream.position;
    const expression = stream.grammar.condition(stream);
    filter = { expression, text: stream.textFrom(offset) };
  }
  const options = stream.acceptWords('WITH') ? (stream.isOperator('(') ? optionMap(stream) : looseOptions(stream)) : {};
  fileGroupClause(stream);
  return { columns, included, ...(filter && { filter }), options, order };
}

/** ALTER INDEX name | ALL ON t …; ALTER INDEX is already read. */
export function alterIndex(stream: TokenStream, position: AlterIndexStatement['position']): AlterIndexStatement {
  const index = stream.acceptWords('ALL') ? 'ALL' : stream.identifier();
  stream.expectWords('ON');
  const on = objectName(stream);
  const action = (['DISABLE', 'REBUILD', 'REORGANIZE', 'SET'] as const).find((word) => stream.acceptWords(word));
  if (action === undefined) {
    if (stream.isIdentifier()) throw stream.unsupported(`ALTER INDEX … ${stream.peek().text}`);
    throw stream.unexpected();
  }
  if (stream.acceptWords('PARTITION')) {
    stream.expectOperator('=');
    stream.next();
  }
  const withOptions = action === 'SET' || (stream.isWord('WITH') && stream.isOperator('(', 1) && stream.acceptWords('WITH'));
  return { kind: 'alterIndex', position, index, on, action, options: withOptions ? optionMap(stream) : {} };
}
