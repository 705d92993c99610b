import { SqlError } from '../engine/sqlError';
import type { Scope, SourceBinding } from './scope';

export interface ResolvedColumn {
  readonly binding: SourceBinding;
  readonly ordinal: number;
  /** The scope that owns the binding. */
  readonly scope: Scope;
}

/**
 * Finds the column that a name means, from the innermost scope outwards.
 * Throws SqlError 207 (no such column), 209 (several), 4104 (no such qualifier).
 */
export function resolveColumn(scope: Scope, parts: readonly string[], line: number): ResolvedColumn {
  const column = parts.at(-1) ?? '';
  const key = column.toLowerCase();
  const qualifier = parts.slice(0, -1).map((part) => part.toLowerCase());
  const crossed: Scope[] = [];
  let qualifierSeen = false;
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    const found = findIn(current, qualifier, key, parts, line);
    if (found === 'qualifier') qualifierSeen = true;
    else if (found) {
      for (const inner of crossed) inner.links.correlated = true;
      current.links.tracker?.add(found.binding);
      return { ...found, scope: current };
    }
    crossed.push(current);
  }
  if (qualifier.length > 0 && !qualifierSeen) throw unboundIdentifier(parts, line);
  throw invalidColumn(column, line);
}

function findIn(scope: Scope, qualifier: readonly string[], key: string, parts: readonly string[], line: number) {
  let found: { binding: SourceBinding; ordinal: number } | undefined;
  let qualifierSeen = false;
  for (const binding of scope.bindings) {
    if (qualifier.length > 0 && !matchesQualifier(binding, qualifier)) continue;
    qualifierSeen = true;
    const ordinal = ordinalOf(binding, key);
    if (ordinal === undefined) continue;
    if (ordinal === -1 || found) throw new SqlError(209, 16, 1, `Ambiguous column name '${parts.at(-1) ?? ''}'.`, { line });
    found = { binding, ordinal };
  }
  if (found) return found;
  return qualifierSeen && qualifier.length > 0 ? 'qualifier' : undefined;
}

function ordinalOf(binding: SourceBinding, key: string): number | undefined {
  if (key === '$identity') return lookFor(binding.columns.findIndex((column) => column.identity));
  if (key === '$rowguid') return lookFor(binding.table?.columns.findIndex((column) => column.rowGuidCol) ?? -1);
  return binding.ordinals.get(key);
}

function lookFor(index: number): number | undefined {
  return index < 0 ? undefined : index;
}

/** An alias matches itself only; a table without alias also matches fewer of its outer parts (`t`, `s.t`, `d.s.t`). */
export function matchesQualifier(binding: SourceBinding, qualifier: readonly string[]): boolean {
  const { names } = binding;
  if (qualifier.length > names.length) return false;
  const offset = names.length - qualifier.length;
  return qualifier.every((part, index) => part === names[offset + index] || (part === '' && offset + index < names.length - 1));
}

export function invalidColumn(name: string, line: number): SqlError {
  return new SqlError(207, 16, 1, `Invalid column name '${name}'.`, { line });
}

export function unboundIdentifier(parts: readonly string[], line: number): SqlError {
  return new SqlError(4104, 16, 1, `The multi-part identifier "${parts.join('.')}" could not be bound.`, { line });
}
