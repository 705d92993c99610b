import type { Expression } from './expressionAst';
import type { CommonTableExpression } from './queryAst';
import type { Assignment, DeleteStatement, DmlTarget, InsertStatement, OutputClause, UpdateStatement } from './statementAst';
import { executeStatement } from './execute';
import { nameList, objectName } from './names';
import { optionClause } from './options';
import { isQueryAt } from './queryLookahead';
import { defaultOrExpression, topCount, valuesBody } from './rowValues';
import { assignedValue, assignmentOperator, selectItem } from './selectItems';
import { tableHints } from './tableHints';
import { tableSources } from './tableSources';
import type { TokenStream } from './tokenStream';

type Ctes = readonly CommonTableExpression[];

/** INSERT with all its sources. */
export function insertStatement(stream: TokenStream, ctes: Ctes): InsertStatement {
  const position = stream.position;
  stream.expectWords('INSERT');
  const top = topOf(stream);
  stream.acceptWords('INTO');
  const target = dmlTarget(stream);
  tableHints(stream);
  const columns = stream.isOperator('(') && !isQueryAt(stream, 0, true) ? columnList(stream) : [];
  const output = outputClauses(stream);
  return { kind: 'insert', position, with: ctes, target, columns, output, source: insertSource(stream), ...(top && { top }) };
}

function columnList(stream: TokenStream): string[] {
  return stream.parenthesized(() => objectName(stream).parts.at(-1) ?? '');
}

function insertSource(stream: TokenStream): InsertStatement['source'] {
  const position = stream.position;
  if (stream.acceptWords('DEFAULT')) {
    stream.expectWords('VALUES');
    return { kind: 'defaultValues' };
  }
  if (stream.isWord('VALUES')) return { kind: 'query', position, body: valuesBody(stream), orderBy: [] };
  if (stream.isWord('EXEC') || stream.isWord('EXECUTE')) return executeStatement(stream);
  const query = stream.grammar.query(stream);
  optionClause(stream);
  return query;
}

/** UPDATE, with FROM and OUTPUT. */
export function updateStatement(stream: TokenStream, ctes: Ctes): UpdateStatement {
  const position = stream.position;
  stream.expectWords('UPDATE');
  const top = topOf(stream);
  const target = dmlTarget(stream);
  tableHints(stream);
  stream.expectWords('SET');
  const assignments = stream.list(() => assignment(stream));
  const output = outputClauses(stream);
  const from = stream.acceptWords('FROM') ? tableSources(stream) : [];
  const where = whereClause(stream);
  optionClause(stream);
  return { kind: 'update', position, with: ctes, target, assignments, output, from, ...(where && { where }), ...(top && { top }) };
}

/** DELETE, with FROM and OUTPUT. */
export function deleteStatement(stream: TokenStream, ctes: Ctes): DeleteStatement {
  const position = stream.position;
  stream.expectWords('DELETE');
  const top = topOf(stream);
  stream.acceptWords('FROM');
  const target = dmlTarget(stream);
  tableHints(stream);
  const output = outputClauses(stream);
  const from = stream.acceptWords('FROM') ? tableSources(stream) : [];
  const where = whereClause(stream);
  optionClause(stream);
  return { kind: 'delete', position, with: ctes, target, output, from, ...(where && { where }), ...(top && { top }) };
}

/** A table, view, alias or table variable that rows go to. */
export function dmlTarget(stream: TokenStream): DmlTarget {
  const position = stream.position;
  if (stream.peek().kind === 'variable') return { kind: 'variable', name: stream.variable(), position };
  if (stream.isWord('OPENQUERY') || stream.isWord('OPENROWSET')) throw stream.unsupported(stream.peek().text);
  return { kind: 'name', name: objectName(stream) };
}

/** An item behind SET of UPDATE. */
export function assignment(stream: TokenStream): Assignment {
  const position = stream.position;
  const variable = stream.peek().kind === 'variable' ? stream.variable() : undefined;
  if (variable !== undefined && !(stream.isOperator('=') && columnAssignmentFollows(stream))) {
    const operator = requiredOperator(stream);
    const value = stream.grammar.expression(stream);
    return { variable, value: assignedValue({ kind: 'variable', name: variable, position }, operator, value) };
  }
  if (variable !== undefined) stream.next();
  const name = objectName(stream);
  if (stream.isOperator('(')) throw stream.unsupported(`the method ${name.parts.at(-1) ?? ''} in UPDATE`);
  const column = name.parts.at(-1) ?? '';
  const operator = requiredOperator(stream);
  const written = defaultOrExpression(stream);
  const target: Expression = { kind: 'column', parts: name.parts, position: name.position };
  const value = written.kind === 'default' ? written : assignedValue(target, operator, written);
  return { column, ...(variable !== undefined && { variable }), value, ...(operator !== '=' && { compound: true }) };
}

/** `@v = c = e`: whether a column and a second assignment operator stand behind the first. */
function columnAssignmentFollows(stream: TokenStream): boolean {
  let ahead = 1;
  while (stream.isIdentifier(ahead) && stream.isOperator('.', ahead + 1)) ahead += 2;
  const token = stream.peek(ahead + 1);
  return stream.isIdentifier(ahead) && token.kind === 'operator' && /^(?:[-+*/%&|^]|\|\|)?=$/.test(token.text);
}

function requiredOperator(stream: TokenStream): NonNullable<ReturnType<typeof assignmentOperator>> {
  const operator = assignmentOperator(stream);
  if (operator === undefined) throw stream.unexpected();
  return operator;
}

/** `OUTPUT …`, `OUTPUT … INTO t (…)`, one behind the other. */
export function outputClauses(stream: TokenStream): OutputClause[] {
  const clauses: OutputClause[] = [];
  while (stream.acceptWords('OUTPUT')) {
    const items = stream.list(() => selectItem(stream));
    const into = stream.acceptWords('INTO') ? dmlTarget(stream) : undefined;
    const intoColumns = into !== undefined && stream.isOperator('(') && !isQueryAt(stream, 0, true) ? nameList(stream) : [];
    clauses.push({ items, ...(into && { into }), intoColumns });
  }
  return clauses;
}

function topOf(stream: TokenStream): Expression | undefined {
  if (!stream.acceptWords('TOP')) return undefined;
  const count = topCount(stream);
  if (stream.isWord('PERCENT')) throw stream.unsupported('TOP … PERCENT in DML');
  return count;
}

function whereClause(stream: TokenStream): Expression | undefined {
  if (!stream.acceptWords('WHERE')) return undefined;
  if (stream.areWords('CURRENT', 'OF')) throw stream.unsupported('WHERE CURRENT OF');
  return stream.grammar.condition(stream);
}
