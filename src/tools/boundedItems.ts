import { counted } from './markdown';

/** As many items as fit into `maxBytes` of JSON, at least one; and a note when some do not, with `rest`: how to get at them. */
export function boundedItems<T>(
  items: readonly T[],
  maxBytes: number,
  noun: string,
  rest: string,
): { readonly items: T[]; readonly notes: string[] } {
  const kept: T[] = [];
  let bytes = 0;
  for (const item of items) {
    bytes += Buffer.byteLength(JSON.stringify(item));
    if (bytes > maxBytes && kept.length > 0) {
      break;
    }
    kept.push(item);
  }
  const left = items.length - kept.length;
  return { items: kept, notes: left === 0 ? [] : [`${counted(left, noun)} more did not fit into the answer. ${rest}`] };
}
