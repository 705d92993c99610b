import { signedInteger } from './columnDefinitions';
import { objectName } from './names';
import type { CheckIdentityStatement } from './counterAst';
import type { IgnoredStatement } from './statementAst';
import type { TriggerSwitchStatement } from './storageAst';
import { startsStatement } from './keywords';
import type { TokenStream } from './tokenStream';

/** UPDATE STATISTICS t [(s, …)] [WITH …]. */
export function updateStatistics(stream: TokenStream): IgnoredStatement {
  const position = stream.position;
  stream.expectWords('UPDATE', 'STATISTICS');
  objectName(stream);
  if (stream.isOperator('(')) stream.skipParentheses();
  else if (stream.isIdentifier()) stream.identifier();
  statisticsOptions(stream);
  return { kind: 'ignored', position, text: stream.textFrom(position.offset) };
}

/** WITH FULLSCAN, SAMPLE n PERCENT, …. */
export function statisticsOptions(stream: TokenStream): void {
  if (!stream.acceptWords('WITH')) return;
  stream.list(() => {
    stream.identifier();
    if (stream.acceptOperator('=')) stream.next();
    else if (stream.peek().kind === 'number') {
      stream.next();
      if (!stream.acceptWords('PERCENT')) stream.expectWords('ROWS');
    }
    if (stream.acceptWords('ON')) {
      stream.expectWords('PARTITIONS');
      stream.skipParentheses();
    }
  });
}

/** DBCC command (…) WITH …. */
export function dbccStatement(stream: TokenStream): IgnoredStatement | CheckIdentityStatement {
  const position = stream.position;
  stream.expectWords('DBCC');
  if (stream.acceptWords('CHECKIDENT')) return checkIdentity(stream, position);
  stream.identifier();
  if (stream.isOperator('(')) stream.skipParentheses();
  if (stream.acceptWords('WITH')) stream.list(() => stream.identifier());
  return { kind: 'ignored', position, text: stream.textFrom(position.offset) };
}

function checkIdentity(stream: TokenStream, position: IgnoredStatement['position']): CheckIdentityStatement {
  stream.expectOperator('(');
  const table = stream.isString() ? stream.next().text : objectName(stream).parts.join('.');
  let reseed: bigint | undefined;
  if (stream.acceptOperator(',') && !stream.acceptWords('NORESEED')) {
    stream.expectWords('RESEED');
    if (stream.acceptOperator(',')) reseed = signedInteger(stream);
  }
  stream.expectOperator(')');
  const silent = stream.acceptWords('WITH');
  if (silent) stream.expectWords('NO_INFOMSGS');
  return { kind: 'checkIdentity', position, table, silent, ...(reseed !== undefined && { reseed }) };
}

/** ENABLE | DISABLE TRIGGER … ON a table. */
export function triggerSwitch(stream: TokenStream): TriggerSwitchStatement {
  const position = stream.position;
  const enable = stream.next().upper === 'ENABLE';
  stream.expectWords('TRIGGER');
  const names = stream.acceptWords('ALL') ? 'ALL' : stream.list(() => objectName(stream));
  stream.expectWords('ON');
  if (stream.isWord('DATABASE') || stream.areWords('ALL', 'SERVER')) throw stream.unsupported('DDL and logon triggers');
  return { kind: 'triggerSwitch', position, enable, names, on: objectName(stream) };
}

/** The rest of a statement without effect: to a semicolon, or a line that begins with the first word of a statement. */
export function ignoredRest(stream: TokenStream, position: IgnoredStatement['position']): IgnoredStatement {
  while (!stream.atEnd && !stream.isOperator(';')) {
    const token = stream.peek();
    const startsLine = token.line > stream.previous.line && token.kind === 'word';
    if (startsLine && (startsStatement(token.upper) || token.upper === 'END' || token.upper === 'ELSE')) break;
    if (stream.isOperator('(')) stream.skipParentheses();
    else stream.next();
  }
  return { kind: 'ignored', position, text: stream.textFrom(position.offset) };
}
