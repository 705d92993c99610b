import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'mocha';

describe('a short soak', () => {
  it('leaves no connection, timer, file or session behind, and no memory', async function () {
    this.timeout(180_000);
    const output = await new Promise<string>((resolve) => {
      const args = ['--expose-gc', '--import', 'tsx', 'test/soak/main.ts', '--sessions', '60', '--seconds', '120'];
      execFile(process.execPath, args, (_error, stdout, stderr) => {
        resolve(stdout + stderr);
      });
    });
    assert.match(output, /\nsoak passed\n$/u, output);
  });
});
