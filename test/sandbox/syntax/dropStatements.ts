import type { ObjectName } from './expressionAst';
import { objectName } from './names';
import type { DropStatement } from './statementAst';
import type { TokenStream } from './tokenStream';

const objectTypes = [
  'TABLE',
  'VIEW',
  'PROCEDURE',
  'FUNCTION',
  'TRIGGER',
  'INDEX',
  'SCHEMA',
  'TYPE',
  'SEQUENCE',
  'DATABASE',
  'SYNONYM',
  'USER',
  'LOGIN',
  'ROLE',
  'STATISTICS',
] as const;

/** DROP of any object. */
export function dropStatement(stream: TokenStream): DropStatement {
  const position = stream.position;
  stream.expectWords('DROP');
  const objectType = stream.acceptWords('PROC') ? 'PROCEDURE' : objectTypes.find((word) => stream.acceptWords(word));
  if (objectType === undefined) {
    if (stream.isIdentifier()) throw stream.unsupported(`DROP ${stream.peek().text.toUpperCase()}`);
    throw stream.unexpected();
  }
  const ifExists = stream.acceptWords('IF', 'EXISTS');
  if (objectType === 'INDEX') return { kind: 'drop', position, objectType, ifExists, ...droppedIndex(stream) };
  const names = stream.list(() => objectName(stream));
  if (objectType === 'TRIGGER' && stream.isWord('ON')) throw stream.unsupported('DDL and logon triggers');
  return { kind: 'drop', position, objectType, ifExists, names };
}

/** `i ON t`, or `t.i` of older scripts. Several indexes are one statement only when they are of one table. */
function droppedIndex(stream: TokenStream): { readonly names: readonly ObjectName[]; readonly on: ObjectName } {
  const dropped = stream.list(() => {
    const written = objectName(stream);
    if (!stream.acceptWords('ON')) {
      const table = written.parts.slice(0, -1);
      if (table.length === 0) throw stream.unexpected();
      return { name: { ...written, parts: written.parts.slice(-1) }, on: { ...written, parts: table } };
    }
    const on = objectName(stream);
    if (stream.isWord('WITH') && stream.isOperator('(', 1)) {
      stream.next();
      stream.skipParentheses();
    }
    return { name: written, on };
  });
  const tables = new Set(dropped.map(({ on }) => on.parts.join('.').toLowerCase()));
  const first = dropped[0];
  if (first === undefined) throw stream.unexpected();
  if (tables.size > 1) throw stream.unsupported('DROP INDEX on several tables at once');
  return { names: dropped.map(({ name }) => name), on: first.on };
}
