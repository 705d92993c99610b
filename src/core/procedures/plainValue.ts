import type { CellValue } from '../values/cellEncoding';
import type { DeclaredType } from '../values/declaredType';
import { parseDeclaredType } from '../values/declaredType';
import type { Unfit } from '../values/exactValue';
import { isUnfit } from '../values/exactValue';
import { isAscii } from '../values/literal';
import { readExactValue } from '../values/readExactValue';
import type { BoundScalar } from './boundParameters';

/** Types that no variable can have, and what is passed in their place; the server converts it. */
const variableTypes: Readonly<Record<string, string>> = { text: 'varchar(max)', ntext: 'nvarchar(max)', image: 'varbinary(max)' };
const narrowTypes: ReadonlySet<string> = new Set(['char', 'varchar', 'text']);
const textTypes: ReadonlySet<string> = new Set(['char', 'varchar', 'text', 'nchar', 'nvarchar', 'ntext', 'sysname']);

/** A value of a type whose values the driver can send as they are. */
export function readPlain(typeText: string, value: unknown): BoundScalar | Unfit {
  const type = parseDeclaredType(typeText);
  if ('problem' in type) {
    return { reason: `cannot be sent: ${type.problem}`, expected: 'a parameter of another type' };
  }
  if (!isCell(value)) {
    return { reason: Array.isArray(value) ? 'is a list' : 'is an object', expected: `one value of the type ${typeText}` };
  }
  if (typeof value === 'number' && textTypes.has(type.name ?? '')) {
    return { reason: 'is a number', expected: 'text, in quotation marks' };
  }
  return boundPlain(type, value);
}

/** A value for a system type; text for a type of a code page becomes it on the server, where that is checked. */
export function boundPlain(type: DeclaredType, value: CellValue): BoundScalar | Unfit {
  const exact = readExactValue(type, value);
  if (isUnfit(exact)) {
    return exact;
  }
  const variableType = variableTypes[type.name ?? ''] ?? type.declaration;
  if (exact.kind === 'text' && narrowTypes.has(type.name ?? '') && !isAscii(exact.text)) {
    const narrowed = type.length === undefined || type.length === 'max' ? 'varchar(max)' : `varchar(${String(type.length)})`;
    return { kind: 'scalar', variableType, sent: { type: unicodeMax, value }, conversion: { before: '', after: '', narrowed } };
  }
  return {
    kind: 'scalar',
    variableType,
    sent: { type: variableType === type.declaration ? type : { ...type, declaration: variableType }, value },
  };
}

/** The type in which text travels that the server converts. */
export const unicodeMax: DeclaredType = { name: 'nvarchar', declaration: 'nvarchar(max)', length: 'max', precision: 0, scale: 0 };

/** Whether a JSON value is one value, and no list or object. */
export function isCell(value: unknown): value is CellValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
