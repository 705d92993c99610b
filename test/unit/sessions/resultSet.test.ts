import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ByteBudget } from '../../../src/core/sessions/byteBudget';
import { ResultSet } from '../../../src/core/sessions/resultSet';
import type { RowStorage } from '../../../src/core/sessions/rowStorage';
import { rowStorage } from '../support/rowStorage';
import { block } from '../support/stubSqlServer';

const columns = [{ name: 'n', type: 'int', nullable: false }];
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

async function read(resultSet: ResultSet, offset: number, limit: number): Promise<string[]> {
  const rows: string[] = [];
  for await (const row of resultSet.rows(offset, limit)) {
    rows.push(text(row));
  }
  return rows;
}

describe('result set', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  for (const memory of [0, 100_000, 1 << 30]) {
    it(`gives back any row with ${String(memory)} bytes of memory`, async () => {
      const storage = rowStorage({ path: join(directory, 'rows'), memoryLimit: memory });
      const resultSet = new ResultSet(columns, storage);
      let next = 0;
      for (const size of [1, 7, 1000, 9000, 3, 20_000, 1]) {
        await resultSet.append(block(Array.from({ length: size }, () => [next++, 'é€😀'])));
      }
      await resultSet.finish();
      await storage.flush();
      assert.equal(resultSet.rowCount, next);
      for (const row of [0, 1, 7, 8, 1007, 1008, 8191, 8192, 10_010, 10_011, 30_010, next - 1]) {
        assert.deepEqual(await read(resultSet, row, 1), [JSON.stringify([row, 'é€😀'])]);
      }
      const everything = await read(resultSet, 0, next + 10);
      assert.equal(everything.length, next);
      assert.ok(everything.every((row, index) => row === JSON.stringify([index, 'é€😀'])));
      assert.deepEqual(await read(resultSet, next, 5), []);
      assert.equal((await readdir(directory)).length, memory > 1_000_000 ? 0 : 1);
      await storage.close();
      assert.deepEqual(await readdir(directory), []);
    });
  }

  it('reads while rows still come, and rows larger than a window', async () => {
    const storage = rowStorage({ path: join(directory, 'rows'), memoryLimit: 0 });
    const resultSet = new ResultSet(columns, storage);
    const large = 'x'.repeat(600_000);
    await resultSet.append(block([[large], [1], [large]]));
    assert.deepEqual(await read(resultSet, 1, 1), ['[1]']);
    await storage.flush();
    assert.deepEqual(await read(resultSet, 0, 9), [`["${large}"]`, '[1]', `["${large}"]`]);
    await storage.close();
  });

  it('keeps the file to its owner', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const path = join(directory, 'rows');
    const storage = rowStorage({ path, memoryLimit: 0 });
    const resultSet = new ResultSet(columns, storage);
    await resultSet.append(block([[1]]));
    await resultSet.finish();
    await storage.flush();
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    await storage.close();
  });

  it('holds the sender back while a segment is written', async () => {
    let open: (path: string) => void = () => undefined;
    const path = new Promise<string>((resolve) => {
      open = resolve;
    });
    const storage = rowStorage({ path, memoryLimit: 0 });
    const resultSet = new ResultSet(columns, storage);
    const full = block(Array.from({ length: 8192 }, () => [1]));
    await resultSet.append(full);
    const second = resultSet.append(full);
    assert.ok(second instanceof Promise);
    let released = false;
    const waiting = second.then(() => {
      released = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(released, false);
    open(join(directory, 'rows'));
    await waiting;
    await storage.close();
  });

  it('shares memory between sessions, and gives it back', async () => {
    const budget = new ByteBudget(1_000);
    const full = async (name: string): Promise<RowStorage> => {
      const storage = rowStorage({ path: join(directory, name), memoryLimit: 10_000, memory: budget });
      const resultSet = new ResultSet(columns, storage);
      await resultSet.append(block([['x'.repeat(600)]]));
      await resultSet.finish();
      await storage.flush();
      return storage;
    };
    const first = await full('first');
    const second = await full('second');
    assert.deepEqual(await readdir(directory), ['second']);
    await Promise.all([first.close(), first.close(), second.close()]);
    assert.equal(budget.take(1_001), false);
    assert.equal(budget.take(1_000), true);
  });

  it('says that the disk refused', async () => {
    const storage = rowStorage({ path: join(directory, 'missing', 'rows'), memoryLimit: 0 });
    const resultSet = new ResultSet(columns, storage);
    await resultSet.append(block([[1]]));
    await resultSet.finish();
    await assert.rejects(storage.flush(), { kind: 'internal', message: /ENOENT/u });
    assert.deepEqual(await read(resultSet, 0, 1), ['[1]']);
    await storage.close();
  });
});
