import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { indexFindings } from '../../../src/core/metadata/indexFindings';
import type { IndexInfo, IndexUsage } from '../../../src/core/metadata/tableIndexes';

const never: IndexUsage = {
  seeks: 0,
  scans: 0,
  lookups: 0,
  updates: 7,
  lastSeek: null,
  lastScan: null,
  lastLookup: null,
  lastUpdate: null,
};

/** A nonclustered index over columns; ` DESC` behind a name turns it round. */
function index(name: string, keys: readonly string[], more: Partial<IndexInfo> = {}): IndexInfo {
  return {
    indexId: 2,
    name,
    type: 'nonclustered',
    variant: null,
    isUnique: false,
    isPrimaryKey: false,
    isUniqueConstraint: false,
    keyColumns: keys.map((key) => ({ name: key.replace(/ DESC$/u, ''), descending: key.endsWith(' DESC') })),
    includedColumns: [],
    partitionColumns: [],
    orderColumns: [],
    filter: null,
    fillFactor: null,
    isPadded: false,
    allowsRowLocks: true,
    allowsPageLocks: true,
    ignoresDuplicateKeys: false,
    isDisabled: false,
    isHypothetical: false,
    isAutoCreated: false,
    isOptimizedForSequentialKey: false,
    compressionDelay: null,
    bucketCount: null,
    dataSpace: 'PRIMARY',
    partitionCount: 1,
    compression: [],
    rows: null,
    reservedKb: null,
    usedKb: null,
    usage: null,
    statisticsDate: null,
    ...more,
  };
}

const since = '2026-01-01T00:00:00';

function kinds(indexes: readonly IndexInfo[], keys: Parameters<typeof indexFindings>[1] = []): string[] {
  return indexFindings(indexes, keys, since).map(({ kind, name }) => `${kind}: ${name}`);
}

describe('findings about indexes', () => {
  it('of two alike the later one, unless a constraint needs it', () => {
    assert.deepEqual(kinds([index('a', ['x']), index('b', ['x'])]), ['duplicate: b']);
    assert.deepEqual(kinds([index('a', ['x']), index('b', ['x'], { isUnique: true, isUniqueConstraint: true })]), ['duplicate: a']);
    assert.deepEqual(
      kinds([index('a', ['x'], { isUnique: true, isPrimaryKey: true }), index('b', ['x'], { isUnique: true, isUniqueConstraint: true })]),
      [],
    );
    assert.deepEqual(kinds([index('a', ['x', 'y']), index('b', ['y', 'x'])]), []);
    assert.deepEqual(kinds([index('a', ['x']), index('b', ['x DESC'])]), []);
  });

  it('an index whose key another one begins with, and what that one lacks', () => {
    assert.deepEqual(kinds([index('a', ['x']), index('b', ['x', 'y'])]), ['overlapping: a']);
    const [finding] = indexFindings([index('a', ['x'], { includedColumns: ['p', 'y'] }), index('b', ['x', 'y'])], [], since);
    assert.equal(finding?.message, 'The key of a is the beginning of the key of b, which lacks the included column p of this one.');
    // Unique ones hold a rule; a clustered index has every column; filters must be the same.
    assert.deepEqual(kinds([index('a', ['x'], { isUnique: true }), index('b', ['x', 'y'])]), []);
    assert.deepEqual(kinds([index('pk', ['x', 'y'], { type: 'clustered', indexId: 1 }), index('a', ['x'], { includedColumns: ['p'] })]), [
      'overlapping: a',
    ]);
    assert.deepEqual(kinds([index('a', ['x'], { filter: '([x]>(1))' }), index('b', ['x', 'y'])]), []);
    assert.deepEqual(kinds([index('a', ['x'], { isDisabled: true }), index('b', ['x', 'y'])]), ['disabled: a']);
  });

  it('unused: not read, though it may go; unknown use proves nothing', () => {
    assert.deepEqual(kinds([index('a', ['x'], { usage: never })]), ['unused: a']);
    assert.deepEqual(kinds([index('a', ['x'], { usage: { ...never, lookups: 1 } })]), []);
    assert.deepEqual(kinds([index('a', ['x'], { usage: { ...never, seeks: null, scans: 1, lookups: null } })]), []);
    assert.deepEqual(kinds([index('a', ['x'], { usage: never, isUnique: true })]), []);
    assert.deepEqual(kinds([index('a', ['x'], { usage: never, type: 'clustered' })]), []);
    assert.deepEqual(kinds([index('a', ['x'])]), []);
    assert.deepEqual(indexFindings([index('a', ['x'], { usage: never })], [], null), []);
    const [finding] = indexFindings([index('a', ['x'], { usage: never })], [], since);
    assert.equal(finding?.message, `a was not read since ${since}, and was updated 7 times.`);
  });

  it('disabled and hypothetical', () => {
    assert.deepEqual(kinds([index('a', ['x'], { isDisabled: true }), index('h', ['y'], { isHypothetical: true })]), [
      'disabled: a',
      'hypothetical: h',
    ]);
    const [finding] = indexFindings([index('pk', ['x'], { isDisabled: true, type: 'clustered' })], [], since);
    assert.match(finding?.message ?? '', /the table cannot be read/u);
  });

  it('what a disabled index means: "Disable indexes and constraints", ALTER FULLTEXT INDEX', () => {
    const message = (more: Partial<IndexInfo>, isOfView = false): string =>
      indexFindings([index('i', ['x'], { isDisabled: true, ...more })], [], since, isOfView)[0]?.message ?? '';
    assert.equal(message({ type: 'clustered columnstore' }), 'i is disabled: the table cannot be read until it is rebuilt.');
    const unique = 'i is disabled: no query can use it, and nothing keeps its key unique, until it is rebuilt.';
    assert.equal(message({ type: 'clustered', isUnique: true }, true), unique);
    assert.equal(message({ isUnique: true }), unique);
    const fullText = 'the full-text index is disabled: no full-text query can use it until it is enabled.';
    assert.equal(message({ type: 'full-text', name: null, indexId: null }), fullText);
  });

  it('indexes that are partitioned in different ways replace no other', () => {
    const byYear = { partitionColumns: ['y'], dataSpace: 'psYear' };
    assert.deepEqual(kinds([index('a', ['x']), index('b', ['x'], byYear)]), []);
    assert.deepEqual(kinds([index('a', ['x'], byYear), index('b', ['x'], { ...byYear, dataSpace: 'psMonth' })]), []);
    assert.deepEqual(kinds([index('a', ['x'], byYear), index('b', ['x'], byYear)]), ['duplicate: b']);
  });

  it('an index that would support a foreign key, and why it does not', () => {
    const keys = [{ name: 'FK', columns: ['a'] }];
    const message = (more: Partial<IndexInfo>): string =>
      indexFindings([index('i', ['a'], more)], keys, since).find(({ name }) => name === 'FK')?.message ?? '';
    assert.equal(message({ isDisabled: true }), 'No usable index begins with the column a of the foreign key FK: i is disabled.');
    assert.equal(message({ filter: '([a]>(1))' }), 'No usable index begins with the column a of the foreign key FK: i has a filter.');
    assert.equal(message({ keyColumns: [] }), 'No index begins with the column a of the foreign key FK.');
  });

  it('foreign keys that no index supports', () => {
    const keys = [{ name: 'FK', columns: ['a', 'b'] }];
    assert.deepEqual(kinds([index('i', ['a'])], keys), ['foreign key without index: FK']);
    assert.deepEqual(kinds([index('i', ['b', 'a', 'c'])], keys), []);
    assert.deepEqual(kinds([index('i', ['c', 'a', 'b'])], keys), ['foreign key without index: FK']);
    assert.deepEqual(kinds([index('i', ['a', 'b'], { filter: '([a]>(1))' })], keys), ['foreign key without index: FK']);
    assert.deepEqual(kinds([index('i', ['a', 'b'], { type: 'nonclustered columnstore' })], keys), ['foreign key without index: FK']);
    // A hash index finds by all of its columns only.
    assert.deepEqual(kinds([index('i', ['a', 'b'], { type: 'nonclustered hash' })], keys), []);
    assert.deepEqual(kinds([index('i', ['a', 'b', 'c'], { type: 'nonclustered hash' })], keys), ['foreign key without index: FK']);
  });
});
