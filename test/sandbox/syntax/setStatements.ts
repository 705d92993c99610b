import type { Expression } from './expressionAst';
import { cursorQuery } from './cursors';
import { objectName } from './names';
import { constantOrVariable } from './rowValues';
import { assignedValue, assignmentOperator } from './selectItems';
import type { SetOptionStatement, Statement } from './statementAst';
import type { TokenStream } from './tokenStream';

const valueOptions = new Set([
  'ROWCOUNT',
  'TEXTSIZE',
  'LOCK_TIMEOUT',
  'DATEFIRST',
  'DATEFORMAT',
  'LANGUAGE',
  'DEADLOCK_PRIORITY',
  'CONTEXT_INFO',
  'QUERY_GOVERNOR_COST_LIMIT',
  'FIPS_FLAGGER',
]);

/** SET @x = …, SET @c = CURSOR FOR …, and the options of a session. */
export function setStatement(stream: TokenStream): Statement {
  const position = stream.position;
  stream.expectWords('SET');
  if (stream.peek().kind === 'variable') return setVariable(stream, position);
  if (stream.acceptWords('TRANSACTION')) return isolationLevel(stream, position);
  if (stream.acceptWords('IDENTITY_INSERT')) {
    const table = objectName(stream);
    return { kind: 'setOption', position, options: ['IDENTITY_INSERT'], value: onOrOff(stream), table };
  }
  if (stream.acceptWords('STATISTICS')) {
    const options = stream.list(() => `STATISTICS ${stream.identifier().toUpperCase()}`);
    return { kind: 'setOption', position, options, value: onOrOff(stream) };
  }
  if (stream.isOneOf(valueOptions)) {
    const option = stream.next().upper;
    return { kind: 'setOption', position, options: [option], value: optionValue(stream, option) };
  }
  const options = stream.list(() => {
    if (!stream.isIdentifier() && !stream.isWord('OFFSETS')) throw stream.unexpected();
    return stream.next().text.toUpperCase();
  });
  return { kind: 'setOption', position, options, value: onOrOff(stream) };
}

function setVariable(stream: TokenStream, position: Statement['position']): Statement {
  const name = stream.variable();
  if (stream.isOperator('.')) throw stream.unsupported('SET @variable.method(…)');
  const operator = assignmentOperator(stream);
  if (operator === undefined) throw stream.unexpected();
  if (operator === '=' && stream.isWord('CURSOR')) return { kind: 'cursor', position, action: 'declare', name, query: cursorQuery(stream) };
  const value = stream.grammar.expression(stream);
  const target: Expression = { kind: 'variable', name, position };
  return { kind: 'setVariable', position, name, value: assignedValue(target, operator, value) };
}

function isolationLevel(stream: TokenStream, position: Statement['position']): SetOptionStatement {
  stream.expectWords('ISOLATION', 'LEVEL');
  for (const level of [['READ', 'UNCOMMITTED'], ['READ', 'COMMITTED'], ['REPEATABLE', 'READ'], ['SNAPSHOT'], ['SERIALIZABLE']])
    if (stream.acceptWords(...level))
      return { kind: 'setOption', position, options: ['TRANSACTION ISOLATION LEVEL'], value: level.join(' ') };
  throw stream.unexpected();
}

function onOrOff(stream: TokenStream): string {
  if (stream.acceptWords('ON')) return 'ON';
  stream.expectWords('OFF');
  return 'OFF';
}

/** A number, text or variable is an expression; a word is given in upper case, the name of a language as written. */
function optionValue(stream: TokenStream, option: string): string | Expression {
  if (stream.isWord('OFF')) return stream.next().upper;
  if (!stream.isIdentifier()) return constantOrVariable(stream);
  const word = stream.next();
  return option === 'LANGUAGE' || word.kind === 'name' ? word.text : word.upper;
}
