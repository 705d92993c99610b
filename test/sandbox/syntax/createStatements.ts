import { signedInteger } from './columnDefinitions';
import { ignoredRest } from './ignoredStatements';
import { createIndex, createIndexFollows } from './indexes';
import { moduleFollows, moduleStatement } from './modules';
import { objectName, typeReference } from './names';
import { createPrincipal } from './permissions';
import { createStorage } from './storageStatements';
import type { CreateSequenceStatement, CreateTableStatement, CreateTypeStatement, Statement } from './statementAst';
import { syntaxError } from './syntaxErrors';
import { tableDefinition, tableOptions } from './tableDefinitions';
import type { TokenStream } from './tokenStream';

type Position = Statement['position'];

/** CREATE and CREATE OR ALTER. */
export function createStatement(stream: TokenStream): Statement {
  const position = stream.position;
  const isFirst = stream.isFirstStatement;
  stream.expectWords('CREATE');
  if (stream.acceptWords('OR')) {
    stream.expectWords('ALTER');
    return moduleStatement(stream, 'CREATE OR ALTER', position, isFirst);
  }
  if (moduleFollows(stream)) return moduleStatement(stream, 'CREATE', position, isFirst);
  if (stream.acceptWords('TABLE')) return createTable(stream, position);
  if (createIndexFollows(stream)) return createIndex(stream, position);
  const storage = createStorage(stream, position);
  if (storage) return storage;
  if (stream.acceptWords('SCHEMA')) return createSchema(stream, position, isFirst);
  if (stream.acceptWords('TYPE')) return createType(stream, position);
  if (stream.acceptWords('SEQUENCE')) return createSequence(stream, position);
  if (stream.acceptWords('SYNONYM')) {
    const name = objectName(stream);
    stream.expectWords('FOR');
    return { kind: 'createSynonym', position, name, target: objectName(stream) };
  }
  if (stream.acceptWords('DATABASE')) return createDatabase(stream, position);
  for (const word of ['LOGIN', 'USER', 'ROLE'] as const) if (stream.acceptWords(word)) return createPrincipal(stream, word, position);
  if (stream.areWords('SERVER', 'ROLE')) throw stream.unsupported('CREATE SERVER ROLE');
  if (stream.isIdentifier() || stream.isWord('PRIMARY') || stream.isWord('EXTERNAL') || stream.isWord('RULE') || stream.isWord('DEFAULT'))
    throw stream.unsupported(`CREATE ${stream.peek().text.toUpperCase()}`);
  throw stream.unexpected();
}

function createTable(stream: TokenStream, position: Position): CreateTableStatement {
  const name = objectName(stream);
  if (stream.isWord('AS')) throw stream.unsupported('graph and file tables');
  const definition = tableDefinition(stream);
  if (stream.isWord('AS')) throw stream.unsupported('graph tables');
  return { kind: 'createTable', position, name, definition: { ...definition, ...tableOptions(stream) } };
}

function createSchema(stream: TokenStream, position: Position, isFirst: boolean): Statement {
  if (!isFirst) throw syntaxError(111, "'CREATE SCHEMA' must be the first statement in a query batch.", position.line);
  const authorized = stream.acceptWords('AUTHORIZATION');
  const name = stream.identifier();
  if (!authorized && stream.acceptWords('AUTHORIZATION')) stream.identifier();
  if (stream.isWord('CREATE') || stream.isWord('GRANT') || stream.isWord('DENY')) throw stream.unsupported('CREATE SCHEMA with elements');
  return { kind: 'createSchema', position, name };
}

function createType(stream: TokenStream, position: Position): CreateTypeStatement {
  const name = objectName(stream);
  if (stream.acceptWords('AS')) {
    stream.expectWords('TABLE');
    const table = tableDefinition(stream);
    return { kind: 'createType', position, name, table: { ...table, ...tableOptions(stream) } };
  }
  if (stream.isWord('EXTERNAL')) throw stream.unsupported('CLR types');
  stream.expectWords('FROM');
  const from = typeReference(stream);
  const nullable = stream.acceptWords('NOT', 'NULL') ? false : stream.acceptWords('NULL') ? true : undefined;
  return { kind: 'createType', position, name, from, ...(nullable !== undefined && { nullable }) };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function createSequence(stream: TokenStream, position: Position): CreateSequenceStatement {
  const statement: Mutable<CreateSequenceStatement> = { kind: 'createSequence', position, name: objectName(stream), cycle: false };
  for (;;) {
    if (stream.acceptWords('AS')) statement.type = typeReference(stream);
    else if (stream.acceptWords('START', 'WITH')) statement.start = signedInteger(stream);
    else if (stream.acceptWords('INCREMENT')) {
      stream.expectWords('BY');
      statement.increment = signedInteger(stream);
    } else if (stream.acceptWords('MINVALUE')) statement.minimum = signedInteger(stream);
    else if (stream.acceptWords('MAXVALUE')) statement.maximum = signedInteger(stream);
    else if (stream.acceptWords('CYCLE')) statement.cycle = true;
    else if (stream.acceptWords('CACHE')) {
      if (stream.peek().kind === 'number') stream.next();
    } else if (!['MINVALUE', 'MAXVALUE', 'CYCLE', 'CACHE'].some((word) => stream.acceptWords('NO', word))) return statement;
  }
}

function createDatabase(stream: TokenStream, position: Position): Statement {
  const name = stream.identifier();
  let collation: string | undefined;
  // File specifications and options have no meaning here.
  if (!stream.isWord('COLLATE') && (stream.isWord('ON') || stream.isWord('CONTAINMENT') || stream.isOperator('('))) {
    while (!stream.atEnd && !stream.isOperator(';') && !stream.isWord('COLLATE') && !databaseEnds(stream)) {
      if (stream.isWord('SNAPSHOT') || stream.isWord('ATTACH')) throw stream.unsupported(`CREATE DATABASE … ${stream.peek().text}`);
      if (stream.isOperator('(')) stream.skipParentheses();
      else stream.next();
    }
  }
  if (stream.acceptWords('COLLATE')) collation = stream.identifier();
  if (stream.isWord('WITH')) ignoredRest(stream, position);
  if (stream.areWords('AS', 'COPY')) throw stream.unsupported('CREATE DATABASE … AS COPY');
  return { kind: 'createDatabase', position, name, ...(collation !== undefined && { collation }) };
}

function databaseEnds(stream: TokenStream): boolean {
  return ['WITH', 'CREATE', 'ALTER', 'USE', 'EXEC', 'IF', 'END', 'SELECT', 'PRINT'].some((word) => stream.isWord(word));
}
