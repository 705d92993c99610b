import { fileGroupClause, indexColumns } from './indexColumns';
import { looseOptions, optionMap } from './indexOptions';
import { nameList, objectName } from './names';
import type { ConstraintDefinition, DataPlace, IndexColumn, ReferentialAction } from './statementAst';
import type { TokenStream } from './tokenStream';

interface Named {
  readonly name?: string;
  readonly position: ConstraintDefinition['position'];
}

/** Whether a table constraint is at the front. */
export function constraintFollows(stream: TokenStream): boolean {
  return ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK', 'DEFAULT'].some((word) => stream.isWord(word));
}

/** A constraint that names its columns. DEFAULT … FOR is that of ALTER TABLE. */
export function tableConstraint(stream: TokenStream): ConstraintDefinition {
  const named = constraintName(stream);
  if (stream.acceptWords('DEFAULT')) {
    const { offset } = stream.position;
    const expression = stream.grammar.expression(stream);
    const text = stream.textFrom(offset);
    stream.expectWords('FOR');
    const column = stream.identifier();
    stream.acceptWords('WITH', 'VALUES');
    return { ...named, kind: 'default', column, expression, text };
  }
  if (stream.acceptWords('FOREIGN', 'KEY')) {
    const columns = nameList(stream);
    return foreignKey(stream, named, columns);
  }
  if (stream.isWord('CHECK')) return check(stream, named);
  const { primary, clustered, hash } = keyWords(stream);
  const columns = indexColumns(stream);
  return { ...named, kind: 'key', primary, ...(clustered !== undefined && { clustered }), hash, columns, ...keyOptions(stream) };
}

/** A constraint written on a column, or nothing. */
export function columnConstraint(stream: TokenStream, column: string): ConstraintDefinition | undefined {
  const behind = stream.isWord('CONSTRAINT') ? 2 : 0;
  if (stream.isWord('REFERENCES', behind) || (stream.isWord('FOREIGN', behind) && stream.isWord('REFERENCES', behind + 2))) {
    const named = constraintName(stream);
    stream.acceptWords('FOREIGN', 'KEY');
    return foreignKey(stream, named, [column]);
  }
  if (stream.isWord('CHECK', behind)) return check(stream, constraintName(stream));
  if (!stream.isWord('PRIMARY', behind) && !stream.isWord('UNIQUE', behind)) return undefined;
  // `CONSTRAINT pk PRIMARY KEY (a, b)` behind a column without a comma is a table constraint.
  let list = behind + (stream.isWord('PRIMARY', behind) ? 2 : 1);
  if (stream.isWord('CLUSTERED', list) || stream.isWord('NONCLUSTERED', list)) list++;
  if (stream.isWord('HASH', list)) list++;
  if (stream.isOperator('(', list)) return undefined;
  const named = constraintName(stream);
  const { primary, clustered, hash } = keyWords(stream);
  const columns: readonly IndexColumn[] = [{ name: column, descending: false }];
  return { ...named, kind: 'key', primary, ...(clustered !== undefined && { clustered }), hash, columns, ...keyOptions(stream) };
}

function constraintName(stream: TokenStream): Named {
  const position = stream.position;
  return stream.acceptWords('CONSTRAINT') ? { name: stream.identifier(), position } : { position };
}

function keyWords(stream: TokenStream): { primary: boolean; clustered: boolean | undefined; hash: boolean } {
  const primary = stream.acceptWords('PRIMARY');
  stream.expectWords(primary ? 'KEY' : 'UNIQUE');
  const clustered = stream.acceptWords('CLUSTERED') ? true : stream.acceptWords('NONCLUSTERED') ? false : undefined;
  return { primary, clustered, hash: stream.acceptWords('HASH') };
}

function keyOptions(stream: TokenStream): { readonly options: Readonly<Record<string, string>>; readonly place?: DataPlace } {
  let options: Readonly<Record<string, string>> = {};
  if (stream.isWord('WITH')) {
    if (stream.isOperator('(', 1)) {
      stream.next();
      options = optionMap(stream);
    } else if (stream.isWord('FILLFACTOR', 1)) {
      stream.next();
      options = looseOptions(stream);
    }
  }
  const place = fileGroupClause(stream);
  return { options, ...(place && { place }) };
}

function check(stream: TokenStream, named: Named): ConstraintDefinition {
  stream.expectWords('CHECK');
  const notForReplication = stream.acceptWords('NOT', 'FOR', 'REPLICATION');
  const { offset } = stream.position;
  stream.expectOperator('(');
  const expression = stream.grammar.condition(stream);
  stream.expectOperator(')');
  return { ...named, kind: 'check', expression, text: stream.textFrom(offset), notForReplication };
}

function foreignKey(stream: TokenStream, named: Named, columns: readonly string[]): ConstraintDefinition {
  stream.expectWords('REFERENCES');
  const references = objectName(stream);
  const referencedColumns = stream.isOperator('(') ? nameList(stream) : [];
  let onDelete: ReferentialAction = 'NO_ACTION';
  let onUpdate: ReferentialAction = 'NO_ACTION';
  let notForReplication = false;
  for (;;) {
    if (stream.acceptWords('ON', 'DELETE')) onDelete = referentialAction(stream);
    else if (stream.acceptWords('ON', 'UPDATE')) onUpdate = referentialAction(stream);
    else if (stream.acceptWords('NOT', 'FOR', 'REPLICATION')) notForReplication = true;
    else break;
  }
  return { ...named, kind: 'foreignKey', columns, references, referencedColumns, onDelete, onUpdate, notForReplication };
}

function referentialAction(stream: TokenStream): ReferentialAction {
  if (stream.acceptWords('NO', 'ACTION')) return 'NO_ACTION';
  if (stream.acceptWords('CASCADE')) return 'CASCADE';
  if (stream.acceptWords('SET', 'NULL')) return 'SET_NULL';
  stream.expectWords('SET', 'DEFAULT');
  return 'SET_DEFAULT';
}
