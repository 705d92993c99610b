import { parseDeclaredType } from '../values/declaredType';
import type { DeclaredType } from '../values/declaredType';
import type { Unfit } from '../values/exactValue';
import { inferredType } from '../values/inferredType';
import type { BoundScalar } from './boundParameters';
import { boundPlain, isCell } from './plainValue';

/** Base types that a sql_variant cannot have ("sql_variant (Transact-SQL)"), beside those with (max). */
const neverInVariant: ReadonlySet<string | undefined> = new Set([
  undefined,
  'xml',
  'text',
  'ntext',
  'image',
  'rowversion',
  'sql_variant',
  'hierarchyid',
  'geography',
  'geometry',
  'json',
  'vector',
]);
const expected = 'text, a number, true, false or null; or {"type": "decimal(18,4)", "value": "1.25"} to choose the base type';

/**
 * A value for sql_variant: `{type, value}` names its base type. Without it text is nvarchar, a whole number int or bigint, another number float,
 * true and false bit.
 */
export function readVariant(given: unknown): BoundScalar | Unfit {
  if (isCell(given)) {
    // However long a text is, it is nvarchar(4000): that it does not fit is told by its length.
    return inVariant(inferredType(typeof given === 'string' ? '' : given), given);
  }
  const parts = new Map<string, unknown>(typeof given === 'object' ? Object.entries(given) : []);
  const typeText = parts.get('type');
  const value = parts.get('value');
  if (parts.size !== 2 || typeof typeText !== 'string' || value === undefined || !isCell(value)) {
    return { reason: Array.isArray(given) ? 'is a list' : 'is an object of another kind', expected };
  }
  const type = parseDeclaredType(typeText);
  if ('problem' in type) {
    return { reason: `has a type that is none: ${type.problem}`, expected };
  }
  return inVariant(type, value);
}

function inVariant(type: DeclaredType, value: string | number | boolean | null): BoundScalar | Unfit {
  if (neverInVariant.has(type.name) || type.length === 'max') {
    return { reason: `is of the type ${type.declaration}, which sql_variant cannot hold`, expected };
  }
  const bound = boundPlain(type, value);
  if (!('kind' in bound)) {
    return bound;
  }
  const { narrowed } = bound.conversion ?? {};
  return {
    kind: 'scalar',
    variableType: 'sql_variant',
    sent: bound.sent,
    conversion: { before: `CONVERT(${bound.variableType}, `, after: ')', ...(narrowed === undefined ? {} : { narrowed }) },
  };
}
