import assert from 'node:assert/strict';
import type { Table } from '../../../sandbox/engine/model';
import { findRows, keyIndex } from '../../../sandbox/query/keyIndex';
import { storeChanges, takeRowId } from '../../../sandbox/query/rowStore';
import { UndoStack } from '../../../sandbox/engine/undoStack';

function makeTable(): Table {
  const column = (id: number, name: string, type: Table['columns'][number]['type']) => ({
    id,
    name,
    type,
    nullable: true,
    rowGuidCol: false,
    sparse: false,
    hidden: false,
  });
  return {
    objectId: 1,
    name: 't',
    schema: 'dbo',
    createDate: new Date(0),
    modifyDate: new Date(0),
    columns: [
      column(1, 'id', { name: 'int' }),
      column(2, 'name', { name: 'nvarchar', length: 20, collation: 'SQL_Latin1_General_CP1_CI_AS' }),
    ],
    indexes: [],
    foreignKeys: [],
    checks: [],
    triggers: [],
    rows: new Map(),
    nextRowId: 1,
    identityCurrent: null,
    isTemporary: false,
    options: {},
  };
}

describe('rows and the hashes over them', () => {
  it('finds rows by a key that agrees with the collation, NULL too', () => {
    const table = makeTable();
    const undo = new UndoStack(() => false);
    const rows = [
      [1, 'Anna'],
      [2, null],
      [3, 'anna '],
    ] as const;
    storeChanges(
      table,
      rows.map((after) => ({ id: takeRowId(table), after })),
      undo,
    );
    assert.deepEqual(
      findRows(table, [1], ['ANNA']).map((row) => row[0]),
      [1, 3],
    );
    assert.deepEqual(
      findRows(table, [1], [null]).map((row) => row[0]),
      [2],
    );
    assert.deepEqual(findRows(table, [0, 1], [1, 'nobody']), []);
  });

  it('keeps rows, order and hashes right when changes are taken back', () => {
    const table = makeTable();
    const undo = new UndoStack(() => false);
    storeChanges(
      table,
      [1, 2, 3].map((id) => ({ id: takeRowId(table), after: [id, `n${id}`] })),
      undo,
    );
    assert.equal(findRows(table, [0], [2]).length, 1);
    const mark = undo.mark();
    const [first = [], second = []] = table.rows.values();
    storeChanges(table, [{ id: 1, before: first }], undo);
    storeChanges(table, [{ id: 2, before: second, after: [20, 'n2'] }], undo);
    assert.deepEqual(findRows(table, [0], [1]), []);
    assert.deepEqual(findRows(table, [0], [20]), [[20, 'n2']]);
    undo.rollbackTo(mark);
    assert.deepEqual(
      [...table.rows.values()].map((row) => row[0]),
      [1, 2, 3],
    );
    assert.deepEqual(findRows(table, [0], [1]), [first]);
    assert.deepEqual(findRows(table, [0], [20]), []);
    assert.equal(keyIndex(table, { ordinals: [0] }).size, 3);
  });

  it('lets rows of one change give keys to each other', () => {
    const table = makeTable();
    const undo = new UndoStack(() => false);
    const index = () => keyIndex(table, { ordinals: [0] });
    storeChanges(
      table,
      [1, 2].map((id) => ({ id: takeRowId(table), after: [id, null] })),
      undo,
    );
    assert.deepEqual(index().find([1]), [1]);
    const changes = [...table.rows].map(([id, before]) => ({ id, before, after: [id === 1 ? 2 : 3, null] }));
    storeChanges(table, changes, undo);
    assert.deepEqual(index().find([2]), [1]);
    assert.equal(index().isTaken([2, null], 1), false);
    assert.equal(index().isTaken([2, null], 7), true);
  });
});
