import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ResultSet } from '../../../src/core/sessions/resultSet';
import { pageAsText } from '../../../src/tools/pageText';
import { pageAsOutput } from '../../../src/tools/rowPage';
import { wholeCellAsOutput, wholeCellAsText } from '../../../src/tools/wholeCell';
import { rowStorage } from '../support/rowStorage';
import { block } from '../support/stubSqlServer';

/** A finished result set in memory. */
async function resultSetOf(rows: readonly (readonly unknown[])[], names: readonly string[]): Promise<ResultSet> {
  const storage = rowStorage();
  const resultSet = new ResultSet(
    names.map((name) => ({ name, type: 'nvarchar(max)', nullable: true })),
    storage,
  );
  await resultSet.append(block(rows));
  await resultSet.finish();
  return resultSet;
}

const request = { offset: 0, limit: 100, maxCellChars: 2_000, maxBytes: 10_000 };

describe('page of rows', () => {
  it('ends with the last row', async () => {
    const page = await pageAsOutput(0, await resultSetOf([[1], [2]], ['n']), request);
    assert.deepEqual([page.rows, page.next_offset, page.complete, page.cut_cells], [[[1], [2]], undefined, true, undefined]);
  });

  it('is empty at the end, and an error behind it that says the range', async () => {
    const ended = await resultSetOf([[1]], ['n']);
    const page = await pageAsOutput(0, ended, { ...request, offset: 1 });
    assert.deepEqual([page.rows, page.next_offset], [[], undefined]);
    await assert.rejects(pageAsOutput(0, ended, { ...request, offset: 2 }), { kind: 'invalid_input', expected: 'offset from 0 to 1' });
  });

  it('is empty at the end of rows that still come, and tells how to go on', async () => {
    const growing = new ResultSet([{ name: 'n', type: 'int', nullable: true }], rowStorage());
    await growing.append(block([[1]]));
    const page = await pageAsOutput(0, growing, { ...request, offset: 1 });
    assert.deepEqual([page.rows, page.complete, page.next_offset], [[], false, 1]);
    await assert.rejects(pageAsOutput(0, growing, { ...request, offset: 2 }), { kind: 'not_ready', expected: 'offset from 0 to 1 so far' });
    await assert.rejects(wholeCellAsOutput(growing, { row: 1, column: 0, offset: 0, maxChars: undefined, maxBytes: 100 }), {
      kind: 'not_ready',
      expected: 'row from 0 to 0 so far',
    });
  });

  it('counts rows that have no columns', async () => {
    const page = await pageAsOutput(0, await resultSetOf([[], []], []), request);
    assert.deepEqual([page.columns, page.rows, page.total_rows], [[], [[], []], 2]);
    assert.match(pageAsText(page).join('\n'), /rows 0 to 1, of 2/u);
  });

  it('always holds one row, shortened until it fits', async () => {
    const wide = Array.from({ length: 200 }, () => 'é'.repeat(1_500));
    const page = await pageAsOutput(
      0,
      await resultSetOf(
        [wide, wide],
        wide.map((_, index) => `c${String(index)}`),
      ),
      request,
    );
    assert.equal(page.rows.length, 1);
    assert.equal(page.next_offset, 1);
    assert.equal(page.cut_cells?.length, 200);
    assert.deepEqual(page.cut_cells[7], { row: 0, column: 7, length: 1_500 });
    assert.ok(Buffer.byteLength(JSON.stringify(page.rows)) < 10_000);
  });

  it('stays one table in Markdown whatever the values hold', async () => {
    const page = await pageAsOutput(0, await resultSetOf([['a|b\r\nc\\', null, true, '']], ['x|y', '', 'b', 'e']), request);
    const lines = pageAsText(page).join('\n').split('\n');
    assert.ok(lines.includes('| x\\|y | (no name) | b | e |'));
    assert.ok(lines.includes('| a\\|b<br>c\\\\ | NULL | true |  |'));
  });
});

describe('whole cell', () => {
  const cell = { row: 0, offset: 0, maxChars: undefined, maxBytes: 10_000 };

  it('is read in pieces that join without loss', async () => {
    const text = '😀é\n`'.repeat(5_000);
    const resultSet = await resultSetOf([[text]], ['t']);
    let joined = '';
    for (let offset: number | undefined = 0; offset !== undefined;) {
      const piece = await wholeCellAsOutput(resultSet, { ...cell, column: 't', offset });
      assert.ok(typeof piece.value === 'string' && Buffer.byteLength(piece.value) <= 10_000);
      joined += piece.value;
      offset = piece.next_offset;
    }
    assert.equal(joined, text);
  });

  it('finds a column by name, without regard to case, or by index', async () => {
    const resultSet = await resultSetOf([[1, 2, 3, null]], ['a', 'A', 'Total', 'n']);
    assert.equal((await wholeCellAsOutput(resultSet, { ...cell, column: 'A' })).value, 2);
    assert.equal((await wholeCellAsOutput(resultSet, { ...cell, column: 'TOTAL' })).value, 3);
    assert.equal((await wholeCellAsOutput(resultSet, { ...cell, column: 0 })).value, 1);
    assert.deepEqual(wholeCellAsText(await wholeCellAsOutput(resultSet, { ...cell, column: 3 })), [
      'Row 0, column 3 n (nvarchar(max)): NULL',
    ]);
  });

  it('teaches when there is none, or more than one', async () => {
    const resultSet = await resultSetOf([[1, 2]], ['x', 'x']);
    await assert.rejects(wholeCellAsOutput(resultSet, { ...cell, column: 'X' }), /Several columns.*0, 1/u);
    await assert.rejects(wholeCellAsOutput(resultSet, { ...cell, column: 'y' }), { kind: 'invalid_input', suggestions: ['x', 'x'] });
    await assert.rejects(wholeCellAsOutput(resultSet, { ...cell, column: 2 }), { expected: 'column from 0 to 1' });
    await assert.rejects(wholeCellAsOutput(resultSet, { ...cell, row: 1, column: 0 }), { expected: 'row from 0 to 0' });
    await assert.rejects(wholeCellAsOutput(await resultSetOf([['abc']], ['t']), { ...cell, column: 0, offset: 4 }), {
      expected: 'offset from 0 to 3',
    });
    await assert.rejects(wholeCellAsOutput(resultSet, { ...cell, row: undefined, column: 0 }), /row is missing/u);
  });

  it('is fenced so that its own backticks do not end it', async () => {
    const resultSet = await resultSetOf([['```']], ['t']);
    assert.equal(wholeCellAsText(await wholeCellAsOutput(resultSet, { ...cell, column: 0 }))[1], '````');
  });
});
