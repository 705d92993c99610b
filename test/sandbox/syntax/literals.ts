import type { Decimal, SqlValue } from '../values/sqlValue';
import type { SqlType } from '../values/sqlType';
import type { Literal } from './expressionAst';
import { syntaxError } from './syntaxErrors';
import type { Token } from './token';
import { positionOf } from './tokenStream';

/** The constant that a token stands for, with the type T-SQL gives it. Throws SqlError 1007 beyond 38 digits. */
export function literalOf(token: Token): Literal | undefined {
  switch (token.kind) {
    case 'string':
      return literal(token, { name: 'varchar', length: lengthOf(token.text.length, 8000) }, token.text);
    case 'nationalString':
      return literal(token, { name: 'nvarchar', length: lengthOf(token.text.length, 4000) }, token.text);
    case 'number':
      return numberLiteral(token);
    case 'money':
      return literal(token, { name: 'money' }, moneyOf(token.text));
    case 'binary': {
      const bytes = bytesOf(token.text.slice(2));
      return literal(token, { name: 'varbinary', length: lengthOf(bytes.length, 8000) }, bytes);
    }
    case 'word':
      return token.upper === 'NULL' ? literal(token, { name: 'int' }, null) : undefined;
    default:
      return undefined;
  }
}

/** A bare word or name where T-SQL takes it for a character string: procedure arguments and parameter defaults. */
export function wordLiteral(token: Token): Literal {
  return literal(token, { name: 'nvarchar', length: lengthOf(token.text.length, 4000) }, token.text);
}

function literal(token: Token, type: SqlType, value: SqlValue): Literal {
  return { kind: 'literal', position: positionOf(token), type, value };
}

function lengthOf(length: number, limit: number): number | 'max' {
  return length > limit ? 'max' : Math.max(1, length);
}

function numberLiteral(token: Token): Literal {
  const text = token.text;
  // `1e` alone is a float too: the product reads the missing exponent as 0.
  if (/e/i.test(text)) return literal(token, { name: 'float' }, Number(/[\d]$/.test(text) ? text : text.replace(/e[+-]?$/i, '')));
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+/, '');
  if (!text.includes('.') && (digits.length < 10 || (digits.length === 10 && Number(digits) <= 2147483647)))
    return literal(token, { name: 'int' }, Number(digits));
  const scale = fraction.length;
  const precision = Math.max(1, digits.length + scale);
  if (precision > 38)
    throw syntaxError(1007, `The number '${text}' is out of the range for numeric representation (maximum precision 38).`, token.line);
  return literal(token, { name: 'decimal', precision, scale }, { kind: 'decimal', unscaled: BigInt(digits + fraction || '0'), scale });
}

function moneyOf(text: string): Decimal {
  const number = text.slice(1).trim();
  const sign = number.startsWith('-') ? -1n : 1n;
  const [whole = '', fraction = ''] = number.replace(/^[+-]/, '').split('.');
  const rounded = BigInt(fraction.padEnd(5, '0').slice(0, 5)) + 5n;
  return { kind: 'decimal', unscaled: sign * (BigInt(whole || '0') * 10000n + rounded / 10n), scale: 4 };
}

function bytesOf(digits: string): Uint8Array {
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Uint8Array.from(even.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
