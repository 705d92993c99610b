import type { QueryParameter } from '../ports';
import type { DeclaredType } from './declaredType';
import type { ExactValue, Unfit } from './exactValue';
import { readDateTime } from './readDateTime';
import { readBit, readDecimal, readFloat, readInteger, readMoney } from './readNumber';
import { readBinary, readText, readUniqueIdentifier } from './readText';

/** Reads a JSON value for a system type. What the type cannot hold to the last digit is refused, never cut or rounded. */
export function readExactValue(type: DeclaredType, value: QueryParameter['value']): ExactValue | Unfit {
  if (value === null) {
    return { kind: 'null' };
  }
  switch (type.name) {
    case 'bit':
      return readBit(value);
    case 'tinyint':
      return readInteger(value, 0n, 255n);
    case 'smallint':
      return readInteger(value, -(2n ** 15n), 2n ** 15n - 1n);
    case 'int':
      return readInteger(value, -(2n ** 31n), 2n ** 31n - 1n);
    case 'bigint':
      return readInteger(value, -(2n ** 63n), 2n ** 63n - 1n);
    case 'decimal':
    case 'numeric':
      return readDecimal(value, type.precision, type.scale);
    case 'money':
      return readMoney(value, 63n, '-922337203685477.5808 to 922337203685477.5807');
    case 'smallmoney':
      return readMoney(value, 31n, '-214748.3648 to 214748.3647');
    case 'float':
    case 'real':
      return readFloat(value, type.name);
    case 'date':
    case 'time':
    case 'datetime':
    case 'smalldatetime':
    case 'datetime2':
    case 'datetimeoffset':
      return readDateTime(value, type.name, type.scale);
    case 'uniqueidentifier':
      return readUniqueIdentifier(value);
    case 'binary':
    case 'varbinary':
    case 'image':
    case 'rowversion':
      return readBinary(value, typeof type.length === 'number' ? type.length : type.name === 'rowversion' ? 8 : undefined);
    case 'sysname':
      return readText(value, 128);
    default:
      return readText(value, typeof type.length === 'number' && type.name !== 'vector' ? type.length : undefined);
  }
}
