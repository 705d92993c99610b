import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { binaryResultType } from '../../../sandbox/values/operatorType';
import { commonType, formatType, systemType } from '../../../sandbox/values/types';
import { raises, type } from './support';

describe('sandbox types', () => {
  it('reads system types with defaults and synonyms', () => {
    assert.equal(formatType(systemType('VARCHAR', []) ?? type('int')), 'varchar(1)');
    assert.equal(formatType(systemType('varchar', [], { castDefaults: true }) ?? type('int')), 'varchar(30)');
    assert.equal(formatType(systemType('dec', [5]) ?? type('int')), 'decimal(5,0)');
    assert.equal(formatType(type('datetime2')), 'datetime2(7)');
    assert.equal(formatType(type('nvarchar(max)')), 'nvarchar(max)');
    assert.deepEqual(systemType('float', [24]), { name: 'real' });
    assert.deepEqual(systemType('timestamp', []), { name: 'rowversion' });
    assert.equal(systemType('nonsense', []), undefined);
    raises(() => systemType('varchar', [9000]), 131);
  });

  for (const [a, b, expected] of [
    ['int', 'bigint', 'bigint'],
    ['decimal(5,2)', 'decimal(7,4)', 'decimal(7,4)'],
    ['int', 'decimal(5,2)', 'decimal(12,2)'],
    ['varchar(5)', 'nvarchar(3)', 'nvarchar(5)'],
    ['varchar(8000)', 'nvarchar(3)', 'nvarchar(4000)'],
    ['char(3)', 'varchar(9)', 'varchar(9)'],
    ['varchar(5)', 'int', 'int'],
    ['money', 'decimal(5,2)', 'decimal(19,4)'],
    ['date', 'datetime2(3)', 'datetime2(3)'],
    ['decimal(5,2)', 'float', 'float'],
    ['varbinary(4)', 'binary(8)', 'varbinary(8)'],
    ['varchar(40)', 'uniqueidentifier', 'uniqueidentifier'],
    ['decimal(38,10)', 'decimal(38,0)', 'decimal(38,0)'],
  ] as const) {
    it(`joins ${a} and ${b} to ${expected}`, () => {
      assert.equal(formatType(commonType(type(a), type(b))), expected);
      assert.equal(formatType(commonType(type(b), type(a))), expected);
    });
  }

  it('refuses to join a date and a number', () => {
    raises(() => commonType(type('date'), type('int')), 206, 'Operand type clash: date is incompatible with int');
  });

  // Rows of the table in "Precision, scale, and length".
  for (const [operator, a, b, expected] of [
    ['+', 'decimal(10,2)', 'decimal(5,3)', 'decimal(12,3)'],
    ['*', 'decimal(10,2)', 'decimal(5,3)', 'decimal(16,5)'],
    ['/', 'decimal(10,2)', 'decimal(5,3)', 'decimal(19,8)'],
    ['%', 'decimal(10,2)', 'decimal(5,3)', 'decimal(5,3)'],
    ['*', 'decimal(38,20)', 'decimal(38,20)', 'decimal(38,6)'],
    ['*', 'decimal(30,20)', 'decimal(30,20)', 'decimal(38,17)'],
    ['+', 'decimal(38,10)', 'decimal(38,20)', 'decimal(38,10)'],
    ['/', 'decimal(38,10)', 'decimal(10,0)', 'decimal(38,10)'],
    ['/', 'int', 'decimal(3,1)', 'decimal(17,6)'],
    ['+', 'int', 'tinyint', 'int'],
    ['+', 'money', 'int', 'money'],
    ['+', 'varchar(5)', 'varchar(6)', 'varchar(11)'],
    ['+', 'nvarchar(4000)', 'nvarchar(6)', 'nvarchar(4000)'],
    ['+', 'varchar(max)', 'varchar(6)', 'varchar(max)'],
    ['+', 'varchar(5)', 'int', 'int'],
    ['+', 'datetime', 'int', 'datetime'],
    ['-', 'real', 'int', 'real'],
    ['&', 'bit', 'int', 'int'],
  ] as const) {
    it(`gives ${a} ${operator} ${b} the type ${expected}`, () => {
      assert.equal(formatType(binaryResultType(operator, type(a), type(b))), expected);
    });
  }

  it('refuses operators on types that have none', () => {
    raises(() => binaryResultType('+', type('bit'), type('bit')), 8117, 'Operand data type bit is invalid for add operator.');
    raises(() => binaryResultType('+', type('date'), type('int')), 206);
    raises(() => binaryResultType('%', type('float'), type('float')), 8117);
    raises(() => binaryResultType('-', type('varchar(3)'), type('varchar(3)')), 8117);
    raises(() => binaryResultType('+', type('varchar(3)'), type('varbinary(3)')), 402);
  });
});
