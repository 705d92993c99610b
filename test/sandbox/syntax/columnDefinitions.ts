import type { Expression } from './expressionAst';
import { columnConstraint } from './constraints';
import { inlineIndex } from './indexes';
import { optionMap } from './indexOptions';
import { collatedTypeReference } from './names';
import { constantOrVariable } from './rowValues';
import type { ColumnDefinition, ConstraintDefinition, IndexDefinition } from './statementAst';
import type { TokenStream } from './tokenStream';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A column of a table, with the indexes written on it. */
export function columnDefinition(stream: TokenStream): { readonly column: ColumnDefinition; readonly indexes: readonly IndexDefinition[] } {
  // `rowversion` columns may go without a name: `timestamp` alone names the column too.
  const name = stream.identifier();
  const constraints: ConstraintDefinition[] = [];
  const indexes: IndexDefinition[] = [];
  const column: Mutable<ColumnDefinition> = { name, rowGuidCol: false, sparse: false, hidden: false, constraints };
  if (stream.acceptWords('AS')) {
    const { expression, text } = expressionWithText(stream);
    column.computed = { expression, text, persisted: stream.acceptWords('PERSISTED') };
  } else if (name.toLowerCase() === 'timestamp' && (stream.isOperator(',') || stream.isOperator(')'))) {
    column.type = { name: { parts: ['rowversion'], position: stream.position }, arguments: [] };
  } else column.type = collatedTypeReference(stream);
  while (columnOption(stream, column, constraints, indexes));
  return { column, indexes };
}

/** An expression with its text as written. */
export function expressionWithText(stream: TokenStream): { readonly expression: Expression; readonly text: string } {
  const { offset } = stream.position;
  const expression = stream.grammar.expression(stream);
  return { expression, text: stream.textFrom(offset) };
}

function columnOption(
  stream: TokenStream,
  column: Mutable<ColumnDefinition>,
  constraints: ConstraintDefinition[],
  indexes: IndexDefinition[],
): boolean {
  if (stream.acceptWords('NULL')) column.nullable = true;
  else if (stream.acceptWords('NOT', 'NULL')) column.nullable = false;
  else if (stream.isWord('NOT') && stream.isWord('FOR', 1) && column.identity) {
    stream.expectWords('NOT', 'FOR', 'REPLICATION');
    column.identity = { ...column.identity, notForReplication: true };
  } else if (stream.acceptWords('IDENTITY')) column.identity = identity(stream);
  else if (stream.acceptWords('ROWGUIDCOL')) column.rowGuidCol = true;
  else if (stream.acceptWords('SPARSE')) column.sparse = true;
  else if (stream.acceptWords('HIDDEN')) column.hidden = true;
  else if (stream.acceptWords('PERSISTED') && column.computed) column.computed = { ...column.computed, persisted: true };
  else if (stream.acceptWords('COLLATE')) {
    const collation = stream.identifier();
    if (column.type) column.type = { ...column.type, collation };
  } else if (stream.acceptWords('FILESTREAM')) throw stream.unsupported('FILESTREAM');
  else if (stream.acceptWords('GENERATED')) {
    stream.expectWords('ALWAYS', 'AS');
    const of = (['ROW', 'TRANSACTION_ID', 'SEQUENCE_NUMBER'] as const).find((word) => stream.acceptWords(word));
    if (of === undefined) throw stream.unexpected();
    column.generatedAlways = stream.acceptWords('START') ? `${of} START` : (stream.expectWords('END'), `${of} END`);
  } else if (stream.acceptWords('MASKED')) {
    stream.expectWords('WITH');
    column.maskFunction =
      stream.parenthesized(() => {
        stream.expectWords('FUNCTION');
        stream.expectOperator('=');
        return stream.string();
      })[0] ?? '';
  } else if (stream.acceptWords('ENCRYPTED', 'WITH')) {
    const options = optionMap(stream);
    column.encryption = {
      key: options['COLUMN_ENCRYPTION_KEY'] ?? '',
      kind: options['ENCRYPTION_TYPE'] ?? '',
      algorithm: options['ALGORITHM'] ?? '',
    };
  } else if (stream.isWord('DEFAULT') || (stream.isWord('CONSTRAINT') && stream.isWord('DEFAULT', 2))) column.default = defaultOf(stream);
  else if (stream.isWord('INDEX')) indexes.push(inlineIndex(stream, column.name));
  else {
    const constraint = columnConstraint(stream, column.name);
    if (constraint === undefined) return false;
    constraints.push(constraint);
  }
  return true;
}

function defaultOf(stream: TokenStream): NonNullable<ColumnDefinition['default']> {
  const name = stream.acceptWords('CONSTRAINT') ? stream.identifier() : undefined;
  stream.expectWords('DEFAULT');
  const value = expressionWithText(stream);
  stream.acceptWords('WITH', 'VALUES');
  return { ...(name !== undefined && { name }), ...value };
}

function identity(stream: TokenStream): NonNullable<ColumnDefinition['identity']> {
  if (!stream.isOperator('(')) return { seed: 1n, increment: 1n, notForReplication: false };
  const [seed = 1n, increment = 1n] = stream.parenthesized(() => signedInteger(stream));
  return { seed, increment, notForReplication: false };
}

/** A whole number with its sign. */
export function signedInteger(stream: TokenStream): bigint {
  const negative = stream.isOperator('-');
  const { offset } = stream.position;
  constantOrVariable(stream);
  const text = stream.textFrom(offset).replace(/^[-+]\s*/, '');
  if (!/^\d+$/.test(text)) throw stream.unexpected();
  return negative ? -BigInt(text) : BigInt(text);
}
