import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyBinary, binaryOperator, bitwiseNot, negate } from '../../../sandbox/values/arithmetic';
import { convert } from '../../../sandbox/values/convert';
import { toText } from '../../../sandbox/values/format';
import type { BinaryOperator } from '../../../sandbox/values/operatorType';
import { raises, type } from './support';

/** `left operator right` of two texts read as their types, shown as text. */
function calculate(left: string, leftType: string, operator: BinaryOperator, right: string, rightType: string): string {
  const a = type(leftType);
  const b = type(rightType);
  const operation = binaryOperator(operator, a, b);
  const read = (text: string, as: typeof a) => convert(text, type('varchar(100)'), as, { explicit: true });
  return toText(operation.apply(read(left, a), read(right, b)), operation.type);
}

describe('sandbox arithmetic', () => {
  for (const [left, leftType, operator, right, rightType, expected] of [
    ['-7', 'int', '/', '2', 'int', '-3'],
    ['-7', 'int', '%', '3', 'int', '-1'],
    ['6', 'int', '&', '3', 'int', '2'],
    ['9223372036854775806', 'bigint', '+', '1', 'int', '9223372036854775807'],
    ['2.0', 'decimal(2,1)', '/', '3', 'decimal(1,0)', '0.666666'],
    ['-2.0', 'decimal(2,1)', '/', '3', 'decimal(1,0)', '-0.666666'],
    ['1.67574', 'decimal(38,10)', '/', '10000', 'decimal(38,10)', '0.000167'],
    ['0.0000009', 'decimal(37,20)', '*', '1', 'decimal(37,20)', '0.000001'],
    ['1.10', 'decimal(3,2)', '+', '2.255', 'decimal(4,3)', '3.355'],
    ['5.5', 'decimal(2,1)', '%', '-2', 'int', '1.5'],
    ['2', 'money', '/', '3', 'int', '0.67'],
    ['0.1', 'float', '+', '0.2', 'float', '0.3'],
    ['ab', 'varchar(5)', '+', 'cd', 'varchar(5)', 'abcd'],
    ['5', 'varchar(5)', '+', '7', 'int', '12'],
    ['1900-01-02', 'datetime', '+', '1.5', 'float', 'Jan  3 1900 12:00PM'],
    ['2024-03-01', 'datetime', '-', '2024-02-28', 'datetime', 'Jan  3 1900 12:00AM'],
  ] as const) {
    it(`${left} ${operator} ${right} (${leftType}, ${rightType}) is ${expected}`, () => {
      assert.equal(calculate(left, leftType, operator, right, rightType), expected);
    });
  }

  it('cuts a money quotient after four digits', () => {
    const money = type('money');
    const two = convert('2', type('varchar(9)'), money);
    assert.equal(toText(applyBinary('/', two, money, 3, type('int')), money, 2), '0.6666');
  });

  it('raises overflow and division by zero', () => {
    const int = type('int');
    raises(() => applyBinary('+', 2_147_483_647, int, 1, int), 8115, 'Arithmetic overflow error converting expression to data type int.');
    raises(() => applyBinary('*', 65_536, int, 65_536, int), 8115);
    raises(() => applyBinary('/', -2_147_483_648, int, -1, int), 8115);
    raises(() => applyBinary('-', 1, type('tinyint'), 2, type('tinyint')), 8115);
    raises(() => applyBinary('/', 1, int, 0, int), 8134, 'Divide by zero error encountered.');
    raises(() => applyBinary('%', 1n, type('bigint'), 0, int), 8134);
    raises(() => applyBinary('/', 1, type('float'), 0, type('float')), 8134);
    raises(() => applyBinary('*', 2n ** 62n, type('bigint'), 2, int), 8115);
    raises(() => applyBinary('*', 1e308, type('float'), 10, int), 8115);
  });

  it('gives NULL for NULL, and knows three values in AND and OR', () => {
    const int = type('int');
    const bit = type('bit');
    assert.equal(applyBinary('+', null, int, 1, int), null);
    assert.equal(applyBinary('/', null, int, 0, int), null);
    assert.equal(applyBinary('=', null, int, null, int), null);
    assert.equal(applyBinary('AND', null, bit, 0, bit), 0);
    assert.equal(applyBinary('AND', null, bit, 1, bit), null);
    assert.equal(applyBinary('OR', null, bit, 1, bit), 1);
    assert.equal(applyBinary('OR', 0, bit, null, bit), null);
  });

  it('compares values of different types in their common type', () => {
    assert.equal(calculate('10', 'varchar(5)', '>', '9', 'int'), '1');
    assert.equal(calculate('1.50', 'decimal(5,2)', '=', '1.5', 'float'), '1');
    assert.equal(calculate('abc', 'char(10)', '=', 'ABC', 'nvarchar(3)'), '1');
    assert.equal(calculate('2024-01-02', 'date', '<', '2024-01-02 00:00:01', 'datetime2'), '1');
    assert.equal(calculate('2024-01-02', 'varchar(10)', '=', '2024-01-02', 'date'), '1');
    assert.equal(calculate('9007199254740993', 'bigint', '>', '9007199254740992', 'decimal(20,0)'), '1');
  });

  it('negates and inverts', () => {
    assert.equal(negate(5, type('int')), -5);
    assert.ok(Object.is(negate(0, type('int')), 0));
    raises(() => negate(-2_147_483_648, type('int')), 8115);
    assert.equal(bitwiseNot(5, type('int')), -6);
    assert.equal(bitwiseNot(5, type('tinyint')), 250);
    assert.equal(bitwiseNot(0, type('bit')), 1);
  });
});
