import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SprocketError } from '../../../src/core/errors';
import { oneBatch } from '../../../src/host/commands/oneBatch';

describe('one batch', () => {
  for (const text of [
    'SELECT 1',
    "SELECT 'a\nGO\nb'",
    'SELECT 1 AS\n[GO\nGO\nx]',
    '/* first\nGO\nthen */ SELECT 1',
    '-- GO\nSELECT 1',
    'SELECT 1 AS go',
    'GOTO done\ndone: SELECT 1',
  ]) {
    it(`is left as it is: ${JSON.stringify(text)}`, () => assert.equal(oneBatch(text), text));
  }

  for (const text of ['SELECT 1\nGO', 'SELECT 1\r\ngo\r\n', 'SELECT 1\n  Go ;  \n']) {
    it(`loses the GO at its end: ${JSON.stringify(text)}`, () => assert.equal(oneBatch(text).trim(), 'SELECT 1'));
  }

  for (const text of ['SELECT 1\nGO\nSELECT 2', 'USE x\r\nGO\r\nSELECT 2\r\nGO\r\n', 'INSERT t VALUES (1)\nGO 5\nSELECT 2']) {
    it(`is refused where there are several: ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => oneBatch(text),
        (error) => error instanceof SprocketError && error.kind === 'unsupported' && error.message.includes('GO'),
      );
    });
  }
});
