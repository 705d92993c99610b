import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { JsonWriter } from '../../../src/sql/rows/jsonWriter';

describe('writer of rows', () => {
  it('grows as far as it may, and refuses a row that is larger', () => {
    const writer = new JsonWriter(200_000);
    writer.ascii('x'.repeat(100_000));
    writer.ascii('x'.repeat(100_000));
    assert.equal(writer.length, 200_000);
    assert.throws(
      () => {
        writer.byte(0x78);
      },
      { kind: 'unsupported', nextStep: /SUBSTRING/u },
    );
  });
});
