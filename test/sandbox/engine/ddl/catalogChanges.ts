import type { UndoLog } from '../../query/queryEnvironment';

/** Sets an entry of a catalog map; the undo puts back what was there. */
export function setEntry<T>(undo: UndoLog, map: Map<string, T>, name: string, value: T): void {
  const key = name.toLowerCase();
  const before = map.get(key);
  map.set(key, value);
  undo.push(() => {
    if (before === undefined) map.delete(key);
    else map.set(key, before);
  });
}

/** Removes an entry; the undo puts it back. */
export function removeEntry<T>(undo: UndoLog, map: Map<string, T>, name: string): void {
  const key = name.toLowerCase();
  const before = map.get(key);
  if (before === undefined) return;
  map.delete(key);
  undo.push(() => {
    map.set(key, before);
  });
}
