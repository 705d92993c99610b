import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SprocketError } from '../../../src/core/errors';
import { SectionAnswers } from '../../../src/sql/catalog/catalogSections';

describe('answers of catalog sections', () => {
  const refusal = (number: number): SectionAnswers =>
    new SectionAnswers(new Map([['a', []]]), new Map([['a', { number, message: 'No.' }]]));

  function kindOf(number: number): string {
    try {
      refusal(number).needed('a');
    } catch (error) {
      return error instanceof SprocketError ? `${error.kind} ${String(error.sqlErrors[0]?.number)}` : String(error);
    }
    return 'nothing was thrown';
  }

  it('what cannot be done without is an error of its kind', () => {
    assert.equal(kindOf(262), 'permission_denied 262');
    assert.equal(kindOf(297), 'permission_denied 297');
    assert.equal(kindOf(208), 'sql 208');
    // Lock request time out period exceeded.
    assert.equal(kindOf(1222), 'timeout 1222');
  });

  it('a detail costs a note, with what it needs where a permission is missing', () => {
    const notes: string[] = [];
    assert.deepEqual(refusal(300).detail('a', 'usage', notes, 'VIEW SERVER STATE'), []);
    assert.deepEqual(refusal(208).detail('a', 'usage', notes, 'VIEW SERVER STATE'), []);
    assert.deepEqual(notes, ['usage is unknown: No. It needs VIEW SERVER STATE.', 'usage is unknown: No.']);
    assert.equal(refusal(208).given('a'), undefined);
    assert.deepEqual(new SectionAnswers(new Map([['a', [[1]]]]), new Map()).given('a'), [[1]]);
  });
});
