import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import { parseTsql } from '../../../scripts/lib/sqlParsers';
import { findSqlTexts } from '../../../scripts/lib/sqlTexts';

describe('SQL texts of the product', () => {
  const texts = findSqlTexts(path.join(__dirname, '..', '..', '..', 'src', 'sql'));

  it('are found where they are written, with the constants in them', () => {
    const page = texts.find(({ name }) => name === 'catalog/tables.ts TABLES');
    assert.match(page?.text ?? '', /FROM \(\s+SELECT o\.object_id.*OFFSET @offset ROWS.*\) AS p/su);
    assert.equal(page?.placeholders, 0);
    const indexes = texts.find(({ name }) => name === 'catalog/tableIndexQuestions.ts indexes');
    assert.equal(indexes?.placeholders, 2);
    assert.ok(texts.length > 60);
    assert.deepEqual(
      texts.filter(({ name }) => name.endsWith(' ')),
      [],
    );
  });

  it('are T-SQL', async () => {
    const refused: string[] = [];
    for (const { name, text } of texts) {
      const { by, reason } = await parseTsql(text);
      if (by === 'refused') {
        refused.push(`${name}: ${reason ?? ''}`);
      }
    }
    assert.deepEqual(refused, []);
  });

  it('would be refused if they were not', async () => {
    const broken = [
      'SELECT a FROM sys.objects AS o WHERE',
      'SELECT a FROM sys.objects GROUP a',
      'SELECT a FROM b OUTER APLY (SELECT 1) AS c',
      "SELECT 'x",
      'SELECT (a FROM b',
    ];
    for (const text of broken) {
      assert.equal((await parseTsql(text)).by, 'refused', text);
    }
    assert.deepEqual((await parseTsql('IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION')).by, 'sandbox');
    assert.deepEqual((await parseTsql('SELECT TOP (1) name FROM sys.databases')).by, 'polyglot');
  });
});
