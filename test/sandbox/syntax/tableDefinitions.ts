import { columnDefinition } from './columnDefinitions';
import { constraintFollows, tableConstraint } from './constraints';
import { fileGroup } from './indexColumns';
import { inlineIndex } from './indexes';
import { nameList } from './names';
import type { ColumnDefinition, ConstraintDefinition, DataPlace, IndexDefinition, TableDefinition } from './statementAst';
import type { TokenStream } from './tokenStream';
import { optionMap } from './indexOptions';

/** The parts of a table that are collected from a list in any order. */
interface Parts {
  readonly columns: ColumnDefinition[];
  readonly constraints: ConstraintDefinition[];
  readonly indexes: IndexDefinition[];
  period?: readonly [string, string];
}

/** `(column, …, constraint, …)` with what may follow of file groups and WITH options. */
export function tableDefinition(stream: TokenStream): TableDefinition {
  const parts: Parts = { columns: [], constraints: [], indexes: [] };
  stream.expectOperator('(');
  do tableElement(stream, parts);
  while (stream.acceptOperator(',') && !stream.isOperator(')'));
  stream.expectOperator(')');
  return { ...parts, options: {} };
}

/** The same list as ALTER TABLE … ADD has it: without parentheses. */
export function addedElements(stream: TokenStream): TableDefinition {
  const parts: Parts = { columns: [], constraints: [], indexes: [] };
  do tableElement(stream, parts);
  while (stream.acceptOperator(','));
  return { ...parts, options: {} };
}

/** ON, TEXTIMAGE_ON (skipped) and WITH (…) behind the list of CREATE TABLE. */
export function tableOptions(stream: TokenStream): Pick<TableDefinition, 'options' | 'place'> {
  let options: Readonly<Record<string, string>> = {};
  let place: DataPlace | undefined;
  for (;;) {
    if (stream.acceptWords('ON')) place = fileGroup(stream);
    else if (stream.acceptWords('TEXTIMAGE_ON') || stream.acceptWords('FILESTREAM_ON')) fileGroup(stream);
    else if (stream.isWord('WITH') && stream.isOperator('(', 1)) {
      stream.next();
      options = { ...options, ...optionMap(stream) };
    } else return { options, ...(place && { place }) };
  }
}

function tableElement(stream: TokenStream, parts: Parts): void {
  if (stream.areWords('PERIOD', 'FOR')) {
    stream.expectWords('PERIOD', 'FOR', 'SYSTEM_TIME');
    const [from, to] = nameList(stream);
    if (from === undefined || to === undefined) throw stream.unexpected();
    parts.period = [from, to];
  } else if (stream.isWord('INDEX')) parts.indexes.push(inlineIndex(stream));
  else if (constraintFollows(stream)) parts.constraints.push(tableConstraint(stream));
  else {
    const { column, indexes } = columnDefinition(stream);
    parts.columns.push(column);
    parts.indexes.push(...indexes);
    // A table constraint may follow a column without a comma.
    while (constraintFollows(stream)) parts.constraints.push(tableConstraint(stream));
  }
}
