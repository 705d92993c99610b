import { alterStatement } from './alterStatements';
import {
  blockStatement,
  ifStatement,
  raiserrorStatement,
  returnStatement,
  throwStatement,
  waitforStatement,
  whileStatement,
} from './controlFlow';
import { createStatement } from './createStatements';
import { cursorDeclarationFollows, declareCursor, fetchStatement, simpleCursorStatement } from './cursors';
import { declareStatement } from './declarations';
import { deleteStatement, insertStatement, updateStatement } from './dml';
import { dropStatement } from './dropStatements';
import { executeStatement } from './execute';
import { dbccStatement, triggerSwitch, updateStatistics } from './ignoredStatements';
import { mergeStatement } from './merge';
import { objectName } from './names';
import { permissionStatement } from './permissions';
import { commonTableExpressions, parseSelect } from './queries';
import { setStatement } from './setStatements';
import type { Statement } from './statementAst';
import { syntaxError, syntaxErrorNear } from './syntaxErrors';
import type { TokenStream } from './tokenStream';
import { beginTransaction, endTransaction } from './transactions';

/** Statements until a word of `until` or the end of the batch. Throws SqlError 319 for a WITH behind an open statement. */
export function parseStatements(stream: TokenStream, until: readonly string[]): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    while (stream.acceptOperator(';'));
    if (stream.atEnd || until.some((word) => stream.isWord(word))) return statements;
    if (statements.length > 0) refuseAfterOpenStatement(stream);
    statements.push(parseStatement(stream));
  }
}

function refuseAfterOpenStatement(stream: TokenStream): void {
  if (stream.previous.text === ';' && stream.previous.kind === 'operator') return;
  const token = stream.peek();
  if (stream.isWord('WITH'))
    throw syntaxError(
      319,
      `Incorrect syntax near the keyword '${token.text}'. If this statement is a common table expression, an xmlnamespaces clause or a ` +
        'change tracking context clause, the previous statement must be terminated with a semicolon.',
      token.line,
    );
  const { previous } = stream;
  const afterLabel = previous.kind === 'operator' && previous.text === ':';
  if (stream.isWord('THROW') && !afterLabel) throw syntaxErrorNear(token);
}

/** One statement, without the semicolon behind it. */
export function parseStatement(stream: TokenStream): Statement {
  const token = stream.peek();
  const position = stream.position;
  if (stream.isOperator('(')) return parseSelect(stream);
  if (token.kind !== 'word') throw stream.unexpected();
  if (stream.isIdentifier() && stream.isOperator(':', 1)) {
    stream.next();
    stream.next();
    return { kind: 'label', position, label: token.text };
  }
  switch (token.upper) {
    case 'SELECT':
      return parseSelect(stream);
    case 'WITH':
      return withStatement(stream);
    case 'INSERT':
      return insertStatement(stream, []);
    case 'UPDATE':
      return stream.isWord('STATISTICS', 1) ? updateStatistics(stream) : updateStatement(stream, []);
    case 'DELETE':
      return deleteStatement(stream, []);
    case 'MERGE':
      return mergeStatement(stream, []);
    case 'TRUNCATE':
      return truncateStatement(stream);
    case 'DECLARE':
      return cursorDeclarationFollows(stream) ? declareCursor(stream) : declareStatement(stream);
    case 'SET':
      return setStatement(stream);
    case 'IF':
      return ifStatement(stream);
    case 'WHILE':
      return whileStatement(stream);
    case 'BEGIN':
      return ['TRAN', 'TRANSACTION', 'DISTRIBUTED'].some((word) => stream.isWord(word, 1))
        ? beginTransaction(stream)
        : blockStatement(stream);
    case 'COMMIT':
    case 'ROLLBACK':
    case 'SAVE':
      return endTransaction(stream);
    case 'BREAK':
      return simple(stream, 'break');
    case 'CONTINUE':
      return simple(stream, 'continue');
    case 'CHECKPOINT': {
      const statement = simple(stream, 'checkpoint');
      if (stream.peek().kind === 'number') stream.next();
      return statement;
    }
    case 'RECONFIGURE': {
      const statement = simple(stream, 'reconfigure');
      stream.acceptWords('WITH', 'OVERRIDE');
      return statement;
    }
    case 'RETURN':
      return returnStatement(stream);
    case 'GOTO':
      stream.next();
      return { kind: 'goto', position, label: stream.identifier() };
    case 'THROW':
      return throwStatement(stream);
    case 'RAISERROR':
      return raiserrorStatement(stream);
    case 'PRINT':
      stream.next();
      return { kind: 'print', position, value: stream.grammar.expression(stream) };
    case 'WAITFOR':
      return waitforStatement(stream);
    case 'EXEC':
    case 'EXECUTE':
      return executeStatement(stream);
    case 'USE':
      stream.next();
      return { kind: 'use', position, database: stream.identifier() };
    case 'OPEN':
    case 'CLOSE':
    case 'DEALLOCATE':
      return simpleCursorStatement(stream);
    case 'FETCH':
      return fetchStatement(stream);
    case 'CREATE':
      return createStatement(stream);
    case 'ALTER':
      return alterStatement(stream);
    case 'DROP':
      return dropStatement(stream);
    case 'GRANT':
    case 'DENY':
    case 'REVOKE':
      return permissionStatement(stream);
    case 'DBCC':
      return dbccStatement(stream);
    case 'ENABLE':
    case 'DISABLE':
      if (stream.isWord('TRIGGER', 1)) return triggerSwitch(stream);
      throw stream.unexpected();
    case 'BACKUP':
    case 'RESTORE':
    case 'BULK':
    case 'KILL':
    case 'LOAD':
    case 'SHUTDOWN':
    case 'REVERT':
    case 'READTEXT':
    case 'WRITETEXT':
    case 'UPDATETEXT':
    case 'SETUSER':
      throw stream.unsupported(token.upper);
    default:
      throw stream.unexpected();
  }
}

function withStatement(stream: TokenStream): Statement {
  const position = stream.position;
  const ctes = commonTableExpressions(stream);
  if (stream.isWord('INSERT')) return { ...insertStatement(stream, ctes), position };
  if (stream.isWord('UPDATE')) return { ...updateStatement(stream, ctes), position };
  if (stream.isWord('DELETE')) return { ...deleteStatement(stream, ctes), position };
  if (stream.isWord('MERGE')) return { ...mergeStatement(stream, ctes), position };
  return { ...parseSelect(stream, ctes), position };
}

function truncateStatement(stream: TokenStream): Statement {
  const position = stream.position;
  stream.expectWords('TRUNCATE', 'TABLE');
  const table = objectName(stream);
  if (stream.isWord('WITH') && stream.isOperator('(', 1)) throw stream.unsupported('TRUNCATE TABLE … WITH (PARTITIONS)');
  return { kind: 'truncate', position, table };
}

function simple(stream: TokenStream, kind: 'break' | 'continue' | 'checkpoint' | 'reconfigure'): Statement {
  const position = stream.position;
  stream.next();
  return { kind, position };
}
