import type { Expression } from './expressionAst';
import type { CommonTableExpression } from './queryAst';
import { assignment, dmlTarget, outputClauses } from './dml';
import { nameList } from './names';
import { optionClause } from './options';
import { defaultOrExpression, topCount } from './rowValues';
import type { MergeClause, MergeStatement } from './statementAst';
import { syntaxError } from './syntaxErrors';
import { tableAlias } from './tableAliases';
import { tableHints } from './tableHints';
import { tableSource } from './tableSources';
import type { TokenStream } from './tokenStream';

/** MERGE. Throws SqlError 10713 when the semicolon is missing. */
export function mergeStatement(stream: TokenStream, ctes: readonly CommonTableExpression[]): MergeStatement {
  const position = stream.position;
  stream.expectWords('MERGE');
  if (stream.acceptWords('TOP')) {
    topCount(stream);
    throw stream.unsupported('MERGE TOP');
  }
  stream.acceptWords('INTO');
  const target = dmlTarget(stream);
  tableHints(stream);
  const targetAlias = tableAlias(stream);
  tableHints(stream);
  stream.expectWords('USING');
  const source = tableSource(stream);
  stream.expectWords('ON');
  const on = stream.grammar.condition(stream);
  const clauses: MergeClause[] = [];
  while (stream.isWord('WHEN')) clauses.push(mergeClause(stream));
  if (clauses.length === 0) throw stream.unexpected();
  const output = outputClauses(stream);
  optionClause(stream);
  if (!stream.isOperator(';')) throw syntaxError(10713, 'A MERGE statement must be terminated by a semi-colon (;).', stream.previous.line);
  return { kind: 'merge', position, with: ctes, target, ...(targetAlias !== undefined && { targetAlias }), source, on, clauses, output };
}

function mergeClause(stream: TokenStream): MergeClause {
  stream.expectWords('WHEN');
  const when = matching(stream);
  const condition = stream.acceptWords('AND') ? stream.grammar.condition(stream) : undefined;
  stream.expectWords('THEN');
  return { when, ...(condition && { condition }), action: mergeAction(stream, when) };
}

function matching(stream: TokenStream): MergeClause['when'] {
  if (stream.acceptWords('MATCHED')) return 'matched';
  stream.expectWords('NOT', 'MATCHED');
  if (!stream.acceptWords('BY')) return 'notMatchedByTarget';
  if (stream.acceptWords('SOURCE')) return 'notMatchedBySource';
  stream.expectWords('TARGET');
  return 'notMatchedByTarget';
}

function mergeAction(stream: TokenStream, when: MergeClause['when']): MergeClause['action'] {
  if (when !== 'notMatchedByTarget') {
    if (stream.acceptWords('DELETE')) return { kind: 'delete' };
    stream.expectWords('UPDATE', 'SET');
    return { kind: 'update', assignments: stream.list(() => assignment(stream)) };
  }
  stream.expectWords('INSERT');
  const columns = stream.isOperator('(') ? nameList(stream) : [];
  if (stream.acceptWords('DEFAULT')) {
    stream.expectWords('VALUES');
    throw stream.unsupported('MERGE … INSERT DEFAULT VALUES');
  }
  stream.expectWords('VALUES');
  const values: readonly (Expression | ReturnType<typeof defaultOrExpression>)[] = stream.parenthesized(() => defaultOrExpression(stream));
  return { kind: 'insert', columns, values };
}
