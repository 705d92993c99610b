import { SqlError } from '../engine/sqlError';
import { parseJson } from './jsonText';
import type { SqlType } from './sqlType';

/** The numbers of a vector's text. Throws SqlError 13609 for text that is no JSON array of numbers. */
export function vectorNumbers(text: string): readonly number[] {
  const node = parseJson(text);
  if (node.kind !== 'array') throw new SqlError(42203, 16, 1, 'The value is not a JSON array of numbers.');
  return node.items.map((item) => {
    if (item.kind !== 'number') throw new SqlError(42203, 16, 1, 'The value is not a JSON array of numbers.');
    return Math.fround(Number(item.text));
  });
}

/** The text that a vector of the type shows: each number in single precision with an exponent of three digits. Throws SqlError 42204 for another number of dimensions. */
export function convertVector(text: string, to: SqlType): string {
  const numbers = vectorNumbers(text);
  if (typeof to.length === 'number' && numbers.length !== to.length) {
    throw new SqlError(42204, 16, 3, `The vector dimensions ${String(to.length)} and ${String(numbers.length)} do not match.`);
  }
  return vectorText(numbers);
}

/** `[1.0000000e+000,-2.5000000e-001]` */
function vectorText(numbers: readonly number[]): string {
  const parts = numbers.map((number) => {
    const [mantissa = '', exponent = '0'] = number.toExponential(7).split('e');
    return `${mantissa}e${exponent.startsWith('-') ? '-' : '+'}${exponent.replace(/^[+-]/, '').padStart(3, '0')}`;
  });
  return `[${parts.join(',')}]`;
}
