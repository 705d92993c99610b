import type { ObjectName, TypeReference } from './expressionAst';
import type { TokenStream } from './tokenStream';
import { isSystemType } from './systemTypes';

/** A name of one to four parts. `db..t` has an empty part. */
export function objectName(stream: TokenStream): ObjectName {
  const position = stream.position;
  const parts = [stream.isOperator('.') ? '' : stream.identifier()];
  while (stream.acceptOperator('.')) {
    if (stream.isOperator('.')) parts.push('');
    else parts.push(namePart(stream));
  }
  return { parts, position };
}

/** A part behind a dot. `$identity` and the like come as words. */
export function namePart(stream: TokenStream): string {
  return stream.identifier();
}

/** `(a, b)`. */
export function nameList(stream: TokenStream): string[] {
  return stream.parenthesized(() => stream.identifier());
}

/**
 * A data type as written. Synonyms of the standard (`integer`, `character varying`, `double precision`, `dec`) become the
 * system's names.
 */
export function typeReference(stream: TokenStream): TypeReference {
  const position = stream.position;
  let name: ObjectName;
  if (stream.acceptWords('DOUBLE', 'PRECISION')) name = { parts: ['float'], position };
  else if (stream.acceptWords('NATIONAL')) {
    if (!stream.isWord('CHAR') && !stream.isWord('CHARACTER') && !stream.isWord('TEXT')) throw stream.unexpected();
    const word = stream.next().upper;
    name = { parts: [word === 'TEXT' ? 'ntext' : stream.acceptWords('VARYING') ? 'nvarchar' : 'nchar'], position };
  } else {
    const written = objectName(stream);
    name = written.parts.length === 1 ? { parts: [typeName(stream, written.parts[0] ?? '')], position } : written;
    const [schema, last] = written.parts;
    if (written.parts.length === 2 && schema?.toLowerCase() === 'sys' && last !== undefined && isSystemType(last))
      name = { parts: [last.toLowerCase()], position };
  }
  const typeArguments: (number | 'max')[] = [];
  if (stream.isOperator('(')) {
    if (name.parts[0] === 'xml') {
      // A schema collection types the document; the sandbox keeps the plain type.
      stream.skipParentheses();
    } else {
      stream.next();
      do typeArguments.push(typeArgument(stream));
      while (stream.acceptOperator(','));
      stream.expectOperator(')');
    }
  }
  return { name, arguments: typeArguments };
}

/** A type with the COLLATE clause that declarations of columns take. */
export function collatedTypeReference(stream: TokenStream): TypeReference {
  const type = typeReference(stream);
  return stream.acceptWords('COLLATE') ? { ...type, collation: stream.identifier() } : type;
}

function typeName(stream: TokenStream, written: string): string {
  const lower = written.toLowerCase();
  switch (lower) {
    case 'integer':
      return 'int';
    case 'dec':
      return 'decimal';
    case 'timestamp':
      return 'rowversion';
    case 'sysname':
      return 'sysname';
    case 'char':
    case 'character':
      return stream.acceptWords('VARYING') ? 'varchar' : 'char';
    case 'binary':
      return stream.acceptWords('VARYING') ? 'varbinary' : 'binary';
    default:
      return isSystemType(lower) ? lower : written;
  }
}

function typeArgument(stream: TokenStream): number | 'max' {
  if (stream.acceptWords('MAX')) return 'max';
  const token = stream.peek();
  // vector(n, float16) names its element type.
  if (token.kind === 'word' && (token.upper === 'FLOAT16' || token.upper === 'FLOAT32'))
    throw stream.unsupported(`vector elements of ${token.text}`);
  if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw stream.unexpected();
  return Number(stream.next().text);
}
