import { tokenize } from './lexer';
import type { CreateModuleStatement } from './statementAst';

/**
 * The text of a module as the catalog keeps it: ALTER has become CREATE, and the words OR ALTER are gone; everything else of the batch is as
 * it was written. (Observed on the product; the documentation says only "SQL text that defines this module".)
 */
export function storedDefinition({ form, text, position }: CreateModuleStatement): string {
  if (form === 'CREATE') return text;
  const words = tokenize(text.slice(position.offset));
  const [first, or, alter] = words;
  if (!first) return text;
  const before = text.slice(0, position.offset);
  const rest = text.slice(position.offset);
  if (form === 'ALTER') return `${before}CREATE${rest.slice(first.end)}`;
  return or && alter ? before + rest.slice(0, or.start) + rest.slice(or.end, alter.start) + rest.slice(alter.end) : text;
}
