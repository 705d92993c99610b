import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Every file below a folder. */
function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    const status = statSync(file);
    return status.isDirectory() ? files(file) : status.isFile() ? [file] : [];
  });
}

export function defineSecretTests(): void {
  describe('secrets', () => {
    it('the password stands in no log and no file of VS Code', function () {
      const password = /Password=([^;]+)/i.exec(process.env['SPROCKET_SANDBOX_CONNECTION'] ?? '')?.[1];
      assert.ok(password !== undefined && password.length > 5);
      const userData = process.env['SPROCKET_TEST_USER_DATA'];
      if (userData === undefined) this.skip();
      const written = files(userData).filter((file) => readFileSync(file).includes(password));
      assert.deepEqual(written, []);
    });
  });
}
