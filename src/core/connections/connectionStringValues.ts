import { SprocketError } from '../errors';
import type { Keyword } from './connectionStringKeywords';
import { closestKeywords, findKeyword, isSecretKeyword, spellingOf } from './connectionStringKeywords';
import type { ConnectionStringPair } from './connectionStringPairs';
import { Secret } from './secret';

/** The values of a connection string by keyword; of a keyword given twice the last one counts, as in ADO.NET. */
export class ConnectionStringValues {
  readonly #values = new Map<Keyword, string>();
  /** Keywords that were understood and do nothing here, as they were written. */
  readonly withoutEffect: readonly string[];

  /** Throws SprocketError('invalid_input') for an unknown keyword. */
  constructor(pairs: readonly ConnectionStringPair[]) {
    const withoutEffect: string[] = [];
    pairs.forEach((pair, index) => {
      const keyword = findKeyword(pair.keyword);
      if (keyword === undefined) {
        throw unknownKeyword(pair, pairs[index - 1]);
      }
      if (keyword === 'withoutEffect') {
        withoutEffect.push(pair.keyword);
      } else {
        this.#values.set(keyword, pair.value);
      }
    });
    this.withoutEffect = withoutEffect;
  }

  has(keyword: Keyword): boolean {
    return this.#values.has(keyword);
  }

  /** undefined: absent or empty. */
  text(keyword: Keyword): string | undefined {
    const value = this.#values.get(keyword);
    return value === undefined || value === '' ? undefined : value;
  }

  /** A password may be empty; it is undefined only when absent. */
  secret(keyword: Keyword): Secret | undefined {
    const value = this.#values.get(keyword);
    return value === undefined ? undefined : new Secret(value);
  }

  /** true, yes, 1 and the given words are true; false, no, 0 are false; undefined: absent. */
  flag(keyword: Keyword, alsoTrue: readonly string[] = []): boolean | undefined {
    const value = this.text(keyword)?.toLowerCase();
    if (value === undefined) {
      return undefined;
    }
    if (['true', 'yes', '1', ...alsoTrue].includes(value)) {
      return true;
    }
    if (['false', 'no', '0'].includes(value)) {
      return false;
    }
    throw wrongValue(keyword, 'true or false');
  }

  /** A whole number between two bounds; undefined: absent. */
  integer(keyword: Keyword, minimum: number, maximum: number): number | undefined {
    const value = this.text(keyword);
    if (value === undefined) {
      return undefined;
    }
    const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
    if (number < minimum || number > maximum) {
      throw wrongValue(keyword, `a whole number from ${minimum} to ${maximum}`);
    }
    return number;
  }
}

/** The error for a value that a keyword does not take. The value itself is not repeated. */
export function wrongValue(keyword: Keyword, expected: string): SprocketError {
  const spelling = spellingOf(keyword);
  return new SprocketError('invalid_input', `The value of '${spelling}' is not valid.`, {
    expected: `${spelling}: ${expected}`,
    nextStep: `Correct ${spelling} in the connection string.`,
  });
}

function unknownKeyword(pair: ConnectionStringPair, previous: ConnectionStringPair | undefined): SprocketError {
  if (previous !== undefined && !previous.quoted && isSecretKeyword(previous.keyword)) {
    // It may be the second half of a password with a semicolon in it.
    return new SprocketError('invalid_input', `What follows the value of '${previous.keyword}' is not a known keyword.`, {
      expected: 'a known keyword',
      nextStep: `If the value of ${previous.keyword} contains a semicolon, put it in quotes: ${previous.keyword}="a;b".`,
    });
  }
  const suggestions = closestKeywords(pair.keyword);
  const name = /^[\p{L}\p{N}_ -]{1,40}$/u.test(pair.keyword) ? `'${pair.keyword}'` : 'of the connection string';
  return new SprocketError('invalid_input', `The keyword ${name} is not known.`, {
    expected: suggestions.length > 0 ? suggestions.join(', ') : 'a keyword of ADO.NET, ODBC or JDBC connection strings',
    nextStep: suggestions[0] === undefined ? 'Remove the keyword.' : `Write ${suggestions[0]}, or remove the keyword.`,
    suggestions,
  });
}
