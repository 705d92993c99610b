import { SprocketError } from '../../core/errors';

/**
 * GO is a word of query editors and not of T-SQL. Alone at the end it means nothing; between batches the user must choose
 * one: throws `unsupported`.
 */
export function oneBatch(text: string): string {
  const withoutLast = text.replace(/(?:^|\n)[\t ]*GO[\t ]*;?\s*$/iu, '\n');
  const code = withoutLast.replace(/'(?:[^']|'')*'|\[[^\]]*\]|"[^"]*"|\/\*[\s\S]*?\*\/|--[^\n]*/gu, '');
  if (/^[\t ]*GO(?:[\t ]+\d+)?[\t ]*;?[\t ]*\r?$/imu.test(code)) {
    throw new SprocketError('unsupported', 'The text has several batches, divided by GO.', { nextStep: 'Select one batch and run it.' });
  }
  return withoutLast;
}
