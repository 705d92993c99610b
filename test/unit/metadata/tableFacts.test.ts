import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { tableKind } from '../../../src/core/metadata/tableObject';
import type { TableKindFacts } from '../../../src/core/metadata/tableObject';
import { tableSpace } from '../../../src/core/metadata/tableSpace';
import { resolveName, unknownName } from '../../../src/core/names/resolveName';
import { SprocketError } from '../../../src/core/errors';

const plain: TableKindFacts = {
  type: 'U',
  isSystem: false,
  isIndexed: true,
  isExternal: false,
  isMemoryOptimized: false,
  temporalType: 0,
  isNode: false,
  isEdge: false,
  isFileTable: false,
};

describe('facts about tables', () => {
  it('the kind says what decides most', () => {
    assert.equal(tableKind(plain), 'table');
    assert.equal(tableKind({ ...plain, isExternal: true }), 'external table');
    assert.equal(tableKind({ ...plain, temporalType: 1, isMemoryOptimized: true }), 'history table');
    assert.equal(tableKind({ ...plain, temporalType: 2, isMemoryOptimized: true }), 'memory-optimized table');
    assert.equal(tableKind({ ...plain, temporalType: 2 }), 'temporal table');
    assert.equal(tableKind({ ...plain, isNode: true }), 'node table');
    assert.equal(tableKind({ ...plain, isEdge: true }), 'edge table');
    assert.equal(tableKind({ ...plain, isFileTable: true }), 'file table');
    assert.equal(tableKind({ ...plain, type: 'V' }), 'indexed view');
    assert.equal(tableKind({ ...plain, type: 'V', isIndexed: false }), 'view');
    assert.equal(tableKind({ ...plain, type: 'V', isSystem: true }), 'system view');
  });

  it('space as sp_spaceused has it: everything used that is not data of the base is index', () => {
    const index = { name: 'i', type: 'nonclustered', rows: 5, partitionCount: 1, compression: ['NONE'] };
    const base = { ...index, indexId: 1, reservedKb: 128, usedKb: 96, dataKb: 80, lobKb: 16, rowOverflowKb: 8 };
    const other = { ...index, indexId: 2, reservedKb: 64, usedKb: 24, dataKb: 16, lobKb: 0, rowOverflowKb: 0 };
    assert.deepEqual(tableSpace([base, other], { reservedKb: 32, usedKb: 16 }), {
      reservedKb: 224,
      dataKb: 80,
      indexKb: 56,
      lobKb: 16,
      rowOverflowKb: 8,
      unusedKb: 88,
    });
  });
});

describe('names as the server resolves them', () => {
  const at = (schema: string, place: number): { schema: string; name: string; place: number } => ({ schema, name: 't', place });

  it('the default schema, then dbo, whatever order they come in', () => {
    assert.deepEqual(resolveName([at('dbo', 1), at('mine', 0), at('x', 2)], { name: 't' }), { object: at('mine', 0) });
    assert.deepEqual(resolveName([at('x', 2), at('dbo', 1)], { name: 't' }), { object: at('dbo', 1) });
    assert.equal(resolveName([], { name: 't' }), undefined);
    assert.deepEqual(resolveName([at('x', 2)], { schema: 'x', name: 't' }), { object: at('x', 2) });
  });

  it('elsewhere only when there is one of it', () => {
    assert.match(resolveName([at('my schema', 2)], { name: 't' })?.note ?? '', /write \[my schema\]\.t/u);
    assert.throws(
      () => resolveName([at('x', 2), at('y', 2)], { name: 't' }),
      (error) => error instanceof SprocketError && error.kind === 'unknown_object' && error.suggestions.join() === 'x.t,y.t',
    );
  });

  it('the same name in another schema is the closest', () => {
    const known = [
      { schema: 'a', name: 'Order' },
      { schema: 'b', name: 'Order' },
      { schema: 'b', name: 'Border' },
      { schema: 'b', name: 'Unlike' },
    ];
    const error = unknownName({ schema: 'c', name: 'Order' }, 'table or view', known, 'list_tables');
    assert.deepEqual(error.suggestions.slice(0, 2), ['a.[Order]', 'b.[Order]']);
    assert.ok(!error.suggestions.includes('b.Unlike'));
  });
});
