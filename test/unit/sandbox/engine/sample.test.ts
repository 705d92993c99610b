import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createEngine, type Engine } from '../../../sandbox/engine/engine';
import { openSession } from './harness';

const folder = path.join(__dirname, '..', '..', '..', 'sandbox', 'sample');

describe('the sample scripts', () => {
  let engine: Engine;
  before(async () => {
    engine = createEngine();
    const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
    await engine.loadScripts(names.sort().map((name) => path.join(folder, name)));
  });

  it('load without an error and leave no session behind', () => {
    assert.ok(engine.model.databases.has('sprocketshop'));
    assert.equal(engine.sessionCount, 0);
  });

  it('make a view, a function and a procedure that run', async () => {
    const session = openSession(engine, { database: 'SprocketShop' });
    assert.equal((await session.rows('SELECT TOP (3) * FROM sales.vOrderTotals')).length, 3);
    const outcome = await session.run('EXEC bench.usp_GenerateRows @rows = 5');
    assert.deepEqual(outcome.errors, []);
    assert.equal(outcome.results[0]?.rows.length, 5);
    session.session.close();
  });

  it('name the line of a script that fails', async () => {
    await assert.rejects(engine.runScript("PRINT 'x'\nGO\n\nSELECT 1/0"), /Line 4: Divide by zero/);
  });
});
