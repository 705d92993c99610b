import type { QueryEnvironment } from './queryEnvironment';

/** Runs a function at the first call in a statement and keeps its result until the statement ends; the compiled query may run again. */
export function oncePerStatement<T>(environment: Pick<QueryEnvironment, 'statementTime'>, read: () => T): () => T {
  let kept: { readonly at: Date; readonly value: T } | undefined;
  return () => {
    const at = environment.statementTime;
    if (kept?.at !== at) kept = { at, value: read() };
    return kept.value;
  };
}
