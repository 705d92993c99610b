import type { QueryParameter } from '../../core/ports';
import type { DeclaredType } from '../../core/values/declaredType';
import type { ExactValue, Unfit } from '../../core/values/exactValue';
import { isUnfit } from '../../core/values/exactValue';
import { DAYS_TO_1900, TICKS_PER_DAY, TICKS_PER_MINUTE, unitsOfDateTime } from '../../core/values/readDateTime';
import { readExactValue } from '../../core/values/readExactValue';
import type { WireValue } from './wireValues';
import {
  wireBinary,
  wireBit,
  wireDate,
  wireDateTime,
  wireDateTime2,
  wireDateTimeOffset,
  wireDecimal,
  wireFloat,
  wireInteger,
  wireMoney,
  wireText,
  wireTime,
  wireUniqueIdentifier,
} from './wireValues';

/** Encodes a value for a system type, exactly; what the type cannot hold is refused. */
export function encodeValue(type: DeclaredType, value: QueryParameter['value']): WireValue | Unfit {
  const exact = readExactValue(type, value);
  return isUnfit(exact) ? exact : encodeExactValue(type, exact);
}

/** The bytes of a value that was read for the type. */
function encodeExactValue(type: DeclaredType, value: ExactValue): WireValue {
  const scaled = value.kind === 'scaled' ? value.value : null;
  const point = value.kind === 'dateTime' ? value : null;
  switch (type.name) {
    case 'bit':
      return wireBit(value.kind === 'bit' ? value.value : null);
    case 'tinyint':
      return wireInteger(1, scaled);
    case 'smallint':
      return wireInteger(2, scaled);
    case 'int':
      return wireInteger(4, scaled);
    case 'bigint':
      return wireInteger(8, scaled);
    case 'decimal':
    case 'numeric':
      return wireDecimal(type.precision, type.scale, scaled);
    case 'money':
      return wireMoney(8, scaled);
    case 'smallmoney':
      return wireMoney(4, scaled);
    case 'float':
    case 'real':
      return wireFloat(type.name === 'float' ? 8 : 4, value.kind === 'float' ? value.value : null);
    case 'date':
      return wireDate(point?.days ?? null);
    case 'time':
      return wireTime(type.scale, point?.ticks ?? null);
    case 'datetime2':
      return wireDateTime2(type.scale, point);
    case 'datetimeoffset':
      return wireDateTimeOffset(type.scale, point === null ? null : inUtc(point));
    case 'datetime':
      return wireDateTime(8, point === null ? null : { days: point.days - DAYS_TO_1900, units: unitsOfDateTime(point.ticks) });
    case 'smalldatetime':
      return wireDateTime(4, point === null ? null : { days: point.days - DAYS_TO_1900, units: point.ticks / TICKS_PER_MINUTE });
    case 'uniqueidentifier':
      return wireUniqueIdentifier(value.kind === 'uniqueidentifier' ? guidBytes(value.text) : null);
    case 'binary':
    case 'varbinary':
    case 'image':
    case 'rowversion':
      return wireBinary(value.kind === 'binary' ? Buffer.from(value.hex, 'hex') : null);
    default:
      return wireText(value.kind === 'text' ? value.text : null);
  }
}

interface Point {
  readonly days: number;
  readonly ticks: number;
  readonly offset: number;
}

function inUtc({ days, ticks, offset }: Point): Point {
  const utc = ticks - offset * TICKS_PER_MINUTE;
  const carried = Math.floor(utc / TICKS_PER_DAY);
  return { days: days + carried, ticks: utc - carried * TICKS_PER_DAY, offset };
}

/** The first three groups are little-endian on the wire. */
function guidBytes(text: string): Buffer {
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = text.split('-');
  const reversed = (hex: string): Buffer => Buffer.from(hex, 'hex').reverse();
  return Buffer.concat([reversed(first), reversed(second), reversed(third), Buffer.from(fourth + fifth, 'hex')]);
}
