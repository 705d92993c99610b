import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ResultSet } from '../../../src/core/sessions/resultSet';
import { readRowPage } from '../../../src/core/sessions/rowPage';
import type { RowStorage } from '../../../src/core/sessions/rowStorage';
import { readWholeCell } from '../../../src/core/sessions/wholeCell';
import { decodeRow } from '../../../src/core/values/cellEncoding';
import { rowStorage } from '../support/rowStorage';
import { block } from '../support/stubSqlServer';

const columns = ['id', 'text', 'n', 'hex', 'none'].map((name) => ({ name, type: 'nvarchar(max)', nullable: true }));
/** Every kind of character and escape: one to four bytes, half a pair, quote, backslash, control. */
const tricky = 'aé€😀"\\\n\u0001\ud83d\t/';
const texts = [tricky.repeat(40_000), 'x'.repeat(700_001), '', tricky];
const rows = texts.map((text, index) => [index, text, index * 1.5, `0x${'AB'.repeat(index)}`, null]);

for (const memoryLimit of [0, Number.MAX_SAFE_INTEGER]) {
  describe(`rows that come in pieces, ${memoryLimit === 0 ? 'in a file' : 'in memory'}`, () => {
    let directory = '';
    let storage: RowStorage;
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
    });
    afterEach(async () => {
      await storage.close();
      await rm(directory, { recursive: true });
    });

    /** The rows as they come when a block is given away after every `size` bytes, wherever that is. */
    async function inPieces(size: number): Promise<ResultSet> {
      storage = rowStorage({ path: join(directory, 'rows'), memoryLimit });
      const resultSet = new ResultSet(columns, storage);
      const { bytes, ends } = block(rows);
      for (let start = 0; start < bytes.byteLength; start += size) {
        const end = Math.min(bytes.byteLength, start + size);
        const here = ends.filter((each) => each > start && each <= end).map((each) => each - start);
        await resultSet.append({ bytes: bytes.subarray(start, end), ends: here });
      }
      await resultSet.finish();
      await storage.flush();
      return resultSet;
    }

    for (const size of [100_003, 65_536, 1_000_000, 10_000_000]) {
      it(`are whole again, ${String(size)} bytes at a time`, async () => {
        const resultSet = await inPieces(size);
        const read: unknown[] = [];
        for await (const row of resultSet.rows(0, 10)) {
          read.push(decodeRow(row));
        }
        assert.deepEqual(read, rows);
        assert.equal(resultSet.byteCount, block(rows).bytes.byteLength);
      });
    }

    it('show the beginning of each cell in a page, and the length of the whole', async () => {
      const page = await readRowPage(await inPieces(100_003), { offset: 0, limit: 10, maxCellChars: 12, maxBytes: 48_000 });
      assert.deepEqual(
        page.rows.map((row) => row[1]),
        [tricky.slice(0, 12), 'x'.repeat(12), '', tricky],
      );
      assert.deepEqual(
        page.rows.map((row) => [row[0], row[2], row[3], row[4]]),
        rows.map((row) => [row[0], row[2], row[3], row[4]]),
      );
      assert.deepEqual(page.cutCells, [
        { row: 0, column: 1, length: tricky.length * 40_000 },
        { row: 1, column: 1, length: 700_001 },
      ]);
    });

    it('give any part of a cell', async () => {
      const resultSet = await inPieces(100_003);
      const whole = texts[0] ?? '';
      for (const offset of [0, 1, 4, 5, 11, 99_999, 250_000, 439_990, 440_000 - 1, whole.length]) {
        const cell = await readWholeCell(resultSet, { row: 0, column: 'text', offset, maxChars: 50, maxBytes: 48_000 });
        const value = String(cell.value);
        assert.equal(value, whole.slice(offset, offset + value.length), `from ${String(offset)}`);
        assert.ok(offset + 49 >= whole.length || value.length >= 49, `from ${String(offset)}`);
        assert.equal(cell.text?.length, whole.length);
      }
      assert.equal((await readWholeCell(resultSet, { row: 0, column: 'n', offset: 0, maxChars: 5, maxBytes: 100 })).value, 0);
      assert.equal((await readWholeCell(resultSet, { row: 0, column: 'none', offset: 0, maxChars: 5, maxBytes: 100 })).value, null);
    });

    it('join without loss, part by part', async () => {
      const resultSet = await inPieces(100_003);
      let joined = '';
      for (let offset: number | undefined = 0; offset !== undefined;) {
        const cell = await readWholeCell(resultSet, { row: 0, column: 1, offset, maxChars: undefined, maxBytes: 48_000 });
        assert.ok(Buffer.byteLength(JSON.stringify(cell.value)) <= 48_000);
        joined += String(cell.value);
        offset = cell.text?.nextOffset;
      }
      assert.ok(joined === texts[0]);
    });
  });
}

describe('a row that does not end', () => {
  it('is none', async () => {
    const resultSet = new ResultSet(columns, rowStorage());
    await resultSet.append({ bytes: Buffer.from('[1]["begun'), ends: Uint32Array.of(3) });
    assert.equal(resultSet.unfinishedBytes, 7);
    await resultSet.append({ bytes: Buffer.from(' and not ended'), ends: new Uint32Array(0) });
    await resultSet.finish();
    assert.deepEqual([resultSet.rowCount, resultSet.byteCount, resultSet.unfinishedBytes], [1, 3, 0]);
  });
});
