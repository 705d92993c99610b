import { parseBatch, type ParseOptions } from './parser';
import type { Batch } from './statementAst';

/** Characters of text that are kept with their trees, and how many one batch may have: scripts that load data come once. */
const mostKept = 400_000;
const longest = 40_000;

/** By text, with how `"` is read in front; the batch that was used last is the last. */
const parsed = new Map<string, Batch>();
let kept = 0;

/**
 * Parses a batch, or gives the tree that the same text had the last time: a tree says nothing but what the text says, and nobody changes it.
 * Throws as parseBatch does.
 */
export function parsedBatch(text: string, options: ParseOptions = {}): Batch {
  if (text.length > longest) return parseBatch(text, options);
  const key = `${(options.quotedIdentifier ?? true) ? 'name' : 'text'} ${text}`;
  const known = parsed.get(key);
  if (known) {
    parsed.delete(key);
    parsed.set(key, known);
    return known;
  }
  const batch = parseBatch(text, options);
  parsed.set(key, batch);
  kept += key.length;
  for (const oldest of parsed.keys()) {
    if (kept <= mostKept) break;
    parsed.delete(oldest);
    kept -= oldest.length;
  }
  return batch;
}
