import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Says nothing of speed: that the measures run, and read what they should. */
describe('npm run bench', () => {
  it('measures a small result, and prints a table and the ratios by name', function () {
    this.timeout(180_000);
    const script = path.join(__dirname, '..', 'bench', 'main.ts');
    const args = ['--import', 'tsx', script, 'session', '--rows=2000', '--runs=1', '--json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^\| session_vs_driver +\|/mu);
    const ratios: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    assert.ok(typeof ratios === 'object' && ratios !== null);
    assert.deepEqual(
      Object.keys(ratios).sort(),
      ['session_memory_vs_mssql', 'session_vs_driver', 'session_vs_mssql', 'ten_sessions_memory'].sort(),
    );
    for (const ratio of Object.values(ratios)) assert.equal(typeof ratio, 'number');
  });
});
