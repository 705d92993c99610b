import { fileGroupClause, indexColumns } from './indexColumns';
import { looseOptions, optionMap } from './indexOptions';
import { nameList, objectName } from './names';
import type { AlterIndexStatement, CreateIndexStatement, IndexDefinition } from './statementAst';
import { onlyColumn } from './storageStatements';
import type { SpecialIndex } from './tableAst';
import type { TokenStream } from './tokenStream';

/** CREATE [UNIQUE] [CLUSTERED | NONCLUSTERED] [COLUMNSTORE] INDEX, XML, SPATIAL, JSON and VECTOR INDEX; CREATE is already read. */
export function createIndex(stream: TokenStream, position: CreateIndexStatement['position']): CreateIndexStatement {
  const kind = specialKinds.find((each) => stream.areWords(each, 'INDEX') || stream.areWords('PRIMARY', each, 'INDEX'));
  if (kind !== undefined) return specialIndex(stream, position, kind);
  return plainIndex(stream, position);
}

const specialKinds = ['XML', 'SPATIAL', 'JSON', 'VECTOR'] as const;

function specialIndex(
  stream: TokenStream,
  position: CreateIndexStatement['position'],
  kind: (typeof specialKinds)[number],
): CreateIndexStatement {
  const isPrimary = stream.acceptWords('PRIMARY');
  stream.expectWords(kind, 'INDEX');
  const name = stream.identifier();
  stream.expectWords('ON');
  const on = objectName(stream);
  const columns = onlyColumn(stream);
  const special = specialDetails(stream, kind, isPrimary);
  const common = { name, unique: false, clustered: false, columnstore: false, hash: false, included: [], order: [] };
  const options = stream.acceptWords('WITH') ? optionMap(stream) : {};
  fileGroupClause(stream);
  return { kind: 'createIndex', position, on, index: { ...common, columns, special, options } };
}

function specialDetails(stream: TokenStream, kind: (typeof specialKinds)[number], isPrimary: boolean): SpecialIndex {
  if (kind === 'XML' && !isPrimary) {
    stream.expectWords('USING', 'XML', 'INDEX');
    const using = stream.identifier();
    stream.expectWords('FOR');
    const secondary = (['PATH', 'VALUE', 'PROPERTY'] as const).find((word) => stream.acceptWords(word));
    if (secondary === undefined) throw stream.unexpected();
    return { kind, using, secondary };
  }
  if (kind === 'SPATIAL' && stream.acceptWords('USING')) return { kind, scheme: stream.identifier().toUpperCase() };
  if (kind === 'JSON' && stream.acceptWords('FOR')) stream.skipParentheses();
  return { kind };
}

function plainIndex(stream: TokenStream, position: CreateIndexStatement['position']): CreateIndexStatement {
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
  const isSpecial = specialKinds.some((kind) => stream.areWords(kind, 'INDEX') || stream.areWords('PRIMARY', kind, 'INDEX'));
  return isSpecial || ['UNIQUE', 'CLUSTERED', 'NONCLUSTERED', 'COLUMNSTORE', 'INDEX'].some((word) => stream.isWord(word));
}

/** INDEX name … inside a table, or on a column. */
export function inlineIndex(stream: TokenStream, column?: string): IndexDefinition {
  stream.expectWords('INDEX');
  const name = stream.identifier();
  const unique = stream.acceptWords('UNIQUE');
  const kind = indexKind(stream);
  const own = column === undefined ? [] : [{ name: column, descending: false }];
  const columns = stream.isOperator('(') ? indexColumns(stream) : own;
  return { name, unique, ...kind, ...indexDetails(stream, columns) };
}

function indexKind(stream: TokenStream): { clustered: boolean; columnstore: boolean; hash: boolean } {
  const clustered = stream.acceptWords('CLUSTERED');
  if (!clustered) stream.acceptWords('NONCLUSTERED');
  return { clustered, columnstore: stream.acceptWords('COLUMNSTORE'), hash: stream.acceptWords('HASH') };
}

function indexDetails(
  stream: TokenStream,
  columns: IndexDefinition['columns'],
): Pick<IndexDefinition, 'columns' | 'included' | 'filter' | 'options' | 'order' | 'place'> {
  const included = stream.acceptWords('INCLUDE') ? nameList(stream) : [];
  const order = stream.acceptWords('ORDER') ? nameList(stream) : [];
  let filter: IndexDefinition['filter'];
  if (stream.acceptWords('WHERE')) {
    const { offset } = stream.position;
    const expression = stream.grammar.condition(stream);
    filter = { expression, text: stream.textFrom(offset) };
  }
  const options = stream.acceptWords('WITH') ? (stream.isOperator('(') ? optionMap(stream) : looseOptions(stream)) : {};
  const place = fileGroupClause(stream);
  return { columns, included, ...(filter && { filter }), options, order, ...(place && { place }) };
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
