import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ByteBudget } from '../../../src/core/sessions/byteBudget';
import { ResultSet } from '../../../src/core/sessions/resultSet';
import type { RowStorage } from '../../../src/core/sessions/rowStorage';
import { SpillDirectory } from '../../../src/core/sessions/spillDirectory';
import { rowStorage } from '../support/rowStorage';
import { block } from '../support/stubSqlServer';

describe('row storage', () => {
  let parent = '';
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  async function spilled(budget: ByteBudget): Promise<{ storage: RowStorage; resultSet: ResultSet }> {
    const storage = rowStorage({ path: join(parent, 'rows'), memoryLimit: 0, memory: budget });
    const resultSet = new ResultSet([{ name: 'n', type: 'int', nullable: false }], storage);
    await resultSet.append(block(Array.from({ length: 10_000 }, (_, index) => [index])));
    await resultSet.finish();
    await storage.flush();
    return { storage, resultSet };
  }

  it('says that the rows are gone when they are removed while somebody reads', async () => {
    const { storage, resultSet } = await spilled(new ByteBudget(0));
    const reading = (async () => {
      for await (const row of resultSet.rows(0, 10_000)) {
        assert.ok(row.byteLength > 0);
      }
    })();
    const closing = storage.close();
    await assert.rejects(reading, { kind: 'unknown_session' });
    await closing;
    assert.deepEqual(await readdir(parent), []);
  });

  it('gives back all memory, also when rows come after the end', async () => {
    const budget = new ByteBudget(1_000_000);
    const storage = rowStorage({ path: join(parent, 'rows'), memoryLimit: 1_000_000, memory: budget });
    const resultSet = new ResultSet([], storage);
    await resultSet.append(block([[1]]));
    await storage.close();
    await resultSet.finish();
    assert.equal(budget.take(1_000_000), true);
  });

  it('fails with a reason that helps when the file cannot be written', async () => {
    const storage = rowStorage({ path: join(parent, 'no', 'rows'), memoryLimit: 0 });
    const resultSet = new ResultSet([], storage);
    await resultSet.append(block([[1]]));
    await resultSet.finish();
    await assert.rejects(storage.flush(), /cannot be written \(ENOENT\)/u);
    await storage.close();
  });

  it('makes its directory at the next attempt when the first one failed', async () => {
    const place = join(parent, 'place');
    await writeFile(place, '');
    const directory = new SpillDirectory(place);
    await assert.rejects(directory.fileFor('a'));
    await rm(place);
    assert.match(await directory.fileFor('a'), /sprocket-rows-.*a$/u);
    await directory.dispose();
    assert.deepEqual(await readdir(place), []);
  });
});
