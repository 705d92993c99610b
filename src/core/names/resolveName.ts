import { SprocketError } from '../errors';
import type { QualifiedName } from '../ports';
import { closestNames } from './closestNames';
import { formatQualifiedName } from './qualifiedName';

/** An object of the name that was asked for. */
export interface NameCandidate {
  readonly schema: string;
  readonly name: string;
  /** 0: in the login's default schema, 1: in dbo, 2: elsewhere, where the server itself would not look. */
  readonly place: number;
}

/** The object that a name stands for, and what to say about it. */
export interface ResolvedName<T> {
  readonly object: T;
  readonly note?: string;
}

/**
 * Chooses as the server does: the named schema; else the default schema of the login, then dbo. A name that is only elsewhere is taken when it is
 * the only one, with a note. undefined: there is none. Throws unknown_object with the candidates when there are several.
 */
export function resolveName<T extends NameCandidate>(candidates: readonly T[], name: QualifiedName): ResolvedName<T> | undefined {
  const [first] = [...candidates].sort((left, right) => left.place - right.place);
  if (first === undefined || name.schema !== undefined || first.place < 2) {
    return first === undefined ? undefined : { object: first };
  }
  if (candidates.length > 1) {
    throw new SprocketError('unknown_object', `${formatQualifiedName(name)} is ambiguous: ${String(candidates.length)} schemas have it.`, {
      expected: 'a name with its schema',
      nextStep: 'Use one of these names.',
      suggestions: candidates.map(formatCandidate),
    });
  }
  return { object: first, note: `In T-SQL write ${formatCandidate(first)}: the schema is not the default one.` };
}

/** The error for a name that nothing has. `what` is what was looked for: `table or view`. `known` are names that there are. */
export function unknownName(
  name: QualifiedName,
  what: string,
  known: readonly { readonly schema: string; readonly name: string }[],
  list: string,
): SprocketError {
  const byName = new Map<string, string[]>();
  for (const item of known) {
    const same = byName.get(item.name);
    if (same === undefined) {
      byName.set(item.name, [formatCandidate(item)]);
    } else {
      same.push(formatCandidate(item));
    }
  }
  const suggestions = closestNames(name.name, byName.keys(), 5)
    .flatMap((near) => byName.get(near) ?? [])
    .slice(0, 5);
  return new SprocketError('unknown_object', `There is no ${what} ${formatQualifiedName(name)}, or the login may not see it.`, {
    expected: `the name of a ${what} in this database`,
    nextStep: suggestions.length === 0 ? `Call ${list}.` : `Use one of these names, or call ${list}.`,
    suggestions,
  });
}

function formatCandidate({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return formatQualifiedName({ schema, name });
}
