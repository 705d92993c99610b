import assert from 'node:assert/strict';
import { SqlError } from '../../../sandbox/engine/sqlError';
import { toText } from '../../../sandbox/values/format';
import { scalarFunction } from '../../../sandbox/values/functions';
import { systemType } from '../../../sandbox/values/types';
import type { SqlType } from '../../../sandbox/values/sqlType';
import type { SqlValue } from '../../../sandbox/values/sqlValue';

/** A type from its T-SQL text, such as `decimal(5,2)`. */
export function type(text: string): SqlType {
  const [, name = '', args = ''] = /^(\w+)(?:\(([^)]*)\))?$/.exec(text) ?? [];
  const found = systemType(name, args === '' ? [] : args.split(',').map((part) => (part.trim() === 'max' ? 'max' : Number(part))), {
    castDefaults: true,
  });
  assert.ok(found, `unknown type ${text}`);
  return found;
}

/** Expects an error of the product with this number, and its text when one is given. */
export function raises(action: () => unknown, number: number, message?: string): void {
  assert.throws(action, (error) => {
    assert.ok(error instanceof SqlError, String(error));
    assert.equal(error.number, number, error.message);
    if (message !== undefined) assert.equal(error.message, message);
    return true;
  });
}

export interface Argument {
  readonly value: SqlValue;
  readonly type: SqlType;
}

/** A function's result as the type's text, with NULL as null. */
export function call(name: string, ...args: readonly (Argument | string | number | null)[]): string | null {
  const { value, resultType } = callTyped(name, ...args);
  return value === null ? null : toText(value, resultType);
}

/** A function's result and its type. Plain strings are varchar constants, plain numbers int, null the constant NULL. */
export function callTyped(
  name: string,
  ...args: readonly (Argument | string | number | null)[]
): { readonly value: SqlValue; readonly resultType: SqlType } {
  const found = scalarFunction(name);
  assert.ok(found, `unknown function ${name}`);
  const typed = args.map(argument);
  const resultType = found.resultType(
    typed.map((one, index) => {
      const plain = args[index];
      const constant = typeof plain === 'object' && plain !== null ? {} : { constant: one.value };
      return { type: one.type, nullable: one.value === null, ...constant };
    }),
  );
  const value = found.evaluate(
    typed.map((one) => one.value),
    { types: typed.map((one) => one.type), resultType, now: new Date('2026-03-04T05:06:07.891Z'), dateFirst: 7, language: 'us_english' },
  );
  return { value, resultType };
}

function argument(plain: Argument | string | number | null): Argument {
  if (plain === null) return { value: null, type: { name: 'int' } };
  if (typeof plain === 'string') return { value: plain, type: { name: 'varchar', length: Math.max(1, plain.length) } };
  return typeof plain === 'number' ? { value: plain, type: { name: 'int' } } : plain;
}
