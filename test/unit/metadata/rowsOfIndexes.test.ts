import assert from 'node:assert/strict';
import { rowsOfIndexes } from '../../../src/core/metadata/rowsOfIndexes';

describe('rows of a table from those of its indexes', () => {
  it('adds what an index compresses in different ways, and counts no index twice', () => {
    const parts = [
      { indexId: 1, rows: 70 },
      { indexId: 1, rows: 30 },
      { indexId: 2, rows: 100 },
    ];
    assert.equal(rowsOfIndexes(parts), 100);
  });

  it('does not take a filtered index for the table', () => {
    assert.equal(rowsOfIndexes([3, 50, 7].map((rows, index) => ({ indexId: index + 2, rows }))), 50);
  });

  it('knows nothing without an index', () => {
    assert.equal(rowsOfIndexes([]), null);
  });
});
