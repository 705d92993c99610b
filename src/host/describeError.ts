import { SprocketError } from '../core/errors';

/** One sentence or two for a person: what was wrong, what was expected, what to do next. */
export function describeError(error: unknown): string {
  if (!(error instanceof SprocketError)) return error instanceof Error ? error.message : String(error);
  const expected = error.expected === undefined ? '' : ` Expected: ${error.expected}.`;
  return [`${error.message}${expected}`, error.nextStep].filter(Boolean).join(' ');
}
