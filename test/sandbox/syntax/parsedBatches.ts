import { parseBatch, type ParseOptions } from './parser';
import type { Batch } from './statementAst';

/** Characters of text that are kept with their trees, and how many one batch may have: scripts that load data come once. */
const mostKept = 400_000;
const longest = 40_000;

/** By text, for each way to read `"`; the batch that was used last is the last. */
const parsed = { asName: new Map<string, Batch>(), asText: new Map<string, Batch>() };
let kept = 0;

/**
 * Parses a batch, or gives the tree that the same text had the last time: a tree says nothing but what the text says, and nobody changes it.
 * Throws as parseBatch does.
 */
export function parsedBatch(text: string, options: ParseOptions = {}): Batch {
  if (text.length > longest) return parseBatch(text, options);
  const batches = (options.quotedIdentifier ?? true) ? parsed.asName : parsed.asText;
  const known = batches.get(text);
  if (known) {
    batches.delete(text);
    batches.set(text, known);
    return known;
  }
  const batch = parseBatch(text, options);
  batches.set(text, batch);
  kept += text.length;
  for (const each of [parsed.asText, parsed.asName]) {
    for (const oldest of each.keys()) {
      if (kept <= mostKept) break;
      each.delete(oldest);
      kept -= oldest.length;
    }
  }
  return batch;
}
