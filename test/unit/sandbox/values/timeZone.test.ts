import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { convert } from '../../../sandbox/values/convert';
import { toText } from '../../../sandbox/values/format';
import { atTimeZone, atTimeZoneType } from '../../../sandbox/values/timeZone';
import { raises, type } from './support';

function shifted(text: string, typeText: string, zone: string): string {
  const from = type(typeText);
  return toText(atTimeZone(convert(text, type('varchar(50)'), from), from, zone), atTimeZoneType(from));
}

describe('sandbox AT TIME ZONE', () => {
  it('reads a clock time in the zone and moves an offset', () => {
    assert.equal(shifted('2024-07-01 12:00', 'datetime2(0)', 'Pacific Standard Time'), '2024-07-01 12:00:00 -07:00');
    assert.equal(shifted('2024-01-01 12:00', 'datetime2(0)', 'Pacific Standard Time'), '2024-01-01 12:00:00 -08:00');
    assert.equal(shifted('2024-07-01 12:00 +00:00', 'datetimeoffset(0)', 'India Standard Time'), '2024-07-01 17:30:00 +05:30');
  });

  it('moves a skipped time forward and takes the first of two', () => {
    assert.equal(shifted('2024-03-31 02:30', 'datetime2(0)', 'W. Europe Standard Time'), '2024-03-31 03:30:00 +02:00');
    assert.equal(shifted('2024-10-27 02:30', 'datetime2(0)', 'W. Europe Standard Time'), '2024-10-27 02:30:00 +02:00');
  });

  it('refuses an unknown zone', () => {
    raises(() => shifted('2024-01-01', 'datetime2', 'Nowhere'), 9820);
  });
});
