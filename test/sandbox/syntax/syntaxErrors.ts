import { SqlError } from '../engine/sqlError';
import { isReservedKeyword } from './keywords';
import type { Token } from './token';

/** The error that the product raises for a token which does not fit: 156 for a reserved keyword, else 102; severity 15. */
export function unexpectedToken(token: Token): SqlError {
  if (token.kind === 'word' && isReservedKeyword(token.upper))
    return syntaxError(156, `Incorrect syntax near the keyword '${token.text}'.`, token.line);
  return syntaxErrorNear(token);
}

/** 102, whatever the token is: at the end of a batch the product names the last token this way, keyword or not. */
export function syntaxErrorNear(token: Token): SqlError {
  return syntaxError(102, `Incorrect syntax near '${token.text}'.`, token.line);
}

/** A compile error of severity 15, state 1, at a line of the batch. */
export function syntaxError(number: number, message: string, line: number): SqlError {
  return new SqlError(number, 15, 1, message, { line });
}
