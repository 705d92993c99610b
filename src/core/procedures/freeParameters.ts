import type { BoundParameter } from './boundParameters';
import type { ParameterProblem } from './procedureTypes';
import { told } from './told';
import { readVariant } from './variantValue';

/**
 * Values for a procedure whose parameters the catalog does not list. Names that are numbers, 1, 2, …, are passed by position, before all others.
 * The type is what the value suggests, or that of `{type, value}`.
 */
export function bindFreely(values: ReadonlyMap<string, unknown>, problems: ParameterProblem[]): BoundParameter[] {
  const positional = [...values].filter(([name]) => isPosition(name)).sort(([left], [right]) => Number(left) - Number(right));
  const named = [...values].filter(([name]) => !isPosition(name));
  return [...positional, ...named].flatMap(([name, value]) => {
    if (!isPosition(name) && !/^[\p{L}_][\p{L}\p{N}_@#$]{0,126}$/u.test(name)) {
      const shown = JSON.stringify(name.slice(0, 100));
      problems.push({
        parameter: name,
        type: '',
        message: `${shown} is not the name of a parameter.`,
        expected: 'a name, or a position from 1',
      });
      return [];
    }
    const read = readVariant(value);
    if (!('kind' in read)) {
      problems.push({
        parameter: name,
        type: '',
        message: `@${name} cannot take ${told(value)}: it ${read.reason}.`,
        expected: read.expected,
      });
      return [];
    }
    const { sent, conversion } = read;
    const type = conversion?.narrowed ?? sent.type.declaration;
    const { narrowed } = conversion ?? {};
    const scalar = {
      kind: 'scalar',
      variableType: type,
      sent,
      ...(narrowed === undefined ? {} : { conversion: { before: '', after: '', narrowed } }),
    } as const;
    return [{ name: isPosition(name) ? undefined : name, type, isOutput: false, value: scalar }];
  });
}

function isPosition(name: string): boolean {
  return /^[1-9]\d{0,3}$/u.test(name);
}
