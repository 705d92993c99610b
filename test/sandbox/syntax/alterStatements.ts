import { addedElements } from './tableDefinitions';
import { columnDefinition, signedInteger } from './columnDefinitions';
import { ignoredRest } from './ignoredStatements';
import { alterIndex } from './indexes';
import { moduleFollows, moduleStatement } from './modules';
import { objectName } from './names';
import { addMember } from './permissions';
import type { AlterSequenceStatement } from './counterAst';
import type { AlterTableStatement, Statement } from './statementAst';
import type { TokenStream } from './tokenStream';

type Action = AlterTableStatement['action'];

/** ALTER. */
export function alterStatement(stream: TokenStream): Statement {
  const position = stream.position;
  const isFirst = stream.isFirstStatement;
  stream.expectWords('ALTER');
  if (moduleFollows(stream)) return moduleStatement(stream, 'ALTER', position, isFirst);
  if (stream.acceptWords('TABLE')) return { kind: 'alterTable', position, name: objectName(stream), action: tableAction(stream) };
  if (stream.acceptWords('SEQUENCE')) return alterSequence(stream, position);
  if (stream.acceptWords('INDEX')) return alterIndex(stream, position);
  if (stream.acceptWords('ROLE') || stream.acceptWords('SERVER', 'ROLE')) return addMember(stream, position);
  if (stream.acceptWords('DATABASE')) {
    // The name and the first word of the action may be on lines of their own.
    if (!stream.isIdentifier() && !stream.isWord('CURRENT')) throw stream.unexpected();
    stream.next();
    stream.acceptWords('CONFIGURATION');
    stream.next();
    return ignoredRest(stream, position);
  }
  if (stream.isWord('AUTHORIZATION') || stream.areWords('SERVER', 'CONFIGURATION')) {
    stream.next();
    stream.next();
    return ignoredRest(stream, position);
  }
  if (stream.isIdentifier() || stream.isWord('USER') || stream.isWord('SCHEMA'))
    throw stream.unsupported(`ALTER ${stream.peek().text.toUpperCase()}`);
  throw stream.unexpected();
}

function alterSequence(stream: TokenStream, position: AlterSequenceStatement['position']): AlterSequenceStatement {
  let statement: AlterSequenceStatement = { kind: 'alterSequence', position, name: objectName(stream) };
  for (;;) {
    if (stream.acceptWords('RESTART')) statement = { ...statement, restart: stream.acceptWords('WITH') ? signedInteger(stream) : 'start' };
    else if (stream.acceptWords('INCREMENT', 'BY')) statement = { ...statement, increment: signedInteger(stream) };
    else if (stream.acceptWords('MINVALUE')) statement = { ...statement, minimum: signedInteger(stream) };
    else if (stream.acceptWords('MAXVALUE')) statement = { ...statement, maximum: signedInteger(stream) };
    else if (stream.acceptWords('CYCLE')) statement = { ...statement, cycle: true };
    else if (stream.acceptWords('NO', 'CYCLE')) statement = { ...statement, cycle: false };
    else if (stream.acceptWords('CACHE')) {
      if (stream.peek().kind === 'number') stream.next();
    } else if (!stream.acceptWords('NO', 'CACHE')) return statement;
  }
}

function tableAction(stream: TokenStream): Action {
  const { offset } = stream.position;
  const withCheck = checkWords(stream);
  if (stream.acceptWords('ADD')) return { kind: 'addColumns', definition: addedElements(stream), check: withCheck };
  if (stream.isWord('CHECK') || stream.isWord('NOCHECK')) {
    const enable = stream.next().upper === 'CHECK';
    stream.expectWords('CONSTRAINT');
    const names = stream.acceptWords('ALL') ? 'ALL' : stream.list(() => stream.identifier());
    return { kind: 'checkConstraint', enable, withCheck: withCheck === 'CHECK', names };
  }
  if (stream.acceptWords('DROP')) return dropAction(stream, offset);
  if (stream.isWord('ALTER')) return alterColumn(stream);
  if (['ENABLE', 'DISABLE', 'SET', 'REBUILD', 'SWITCH'].some((word) => stream.isWord(word))) {
    stream.next();
    const { text } = ignoredRest(stream, { line: 0, offset });
    return { kind: 'other', text };
  }
  throw stream.unexpected();
}

function checkWords(stream: TokenStream): 'CHECK' | 'NOCHECK' | undefined {
  if (stream.acceptWords('WITH', 'CHECK')) return 'CHECK';
  return stream.acceptWords('WITH', 'NOCHECK') ? 'NOCHECK' : undefined;
}

function dropAction(stream: TokenStream, offset: number): Action {
  if (stream.isWord('PERIOD')) return { kind: 'other', text: ignoredRest(stream, { line: 0, offset }).text };
  const column = stream.acceptWords('COLUMN');
  if (!column) stream.acceptWords('CONSTRAINT');
  const ifExists = stream.acceptWords('IF', 'EXISTS');
  const names = stream.list(() => {
    if (stream.isWord('COLUMN') || stream.isWord('CONSTRAINT')) throw stream.unsupported('DROP COLUMN and CONSTRAINT in one statement');
    const name = stream.identifier();
    if (!column && stream.acceptWords('WITH')) stream.skipParentheses();
    return name;
  });
  return { kind: column ? 'dropColumn' : 'dropConstraint', names, ifExists };
}

function alterColumn(stream: TokenStream): Action {
  stream.expectWords('ALTER', 'COLUMN');
  if (stream.isWord('ADD', 1) || stream.isWord('DROP', 1)) throw stream.unsupported('ALTER COLUMN … ADD or DROP');
  const { column } = columnDefinition(stream);
  if (stream.isWord('WITH') && stream.isOperator('(', 1)) {
    stream.next();
    stream.skipParentheses();
  }
  return { kind: 'alterColumn', column };
}
