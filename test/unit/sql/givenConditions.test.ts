import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import { parseTsql } from '../../../scripts/lib/sqlParsers';
import { findSqlTexts } from '../../../scripts/lib/sqlTexts';
import { givenConditions } from '../../../src/sql/catalog/givenConditions';

describe('conditions of a list', () => {
  it('are there for what has a value, whatever it is', () => {
    const text = 'SELECT 1 FROM t\nWHERE 1 = 1\n  AND a = @schema\n  AND b LIKE @schema_like\n  AND c = @c';
    assert.equal(givenConditions(text, { schema: '', schema_like: null, c: 0 }), text);
    assert.equal(givenConditions(text, {}), text);
    assert.equal(givenConditions(text, { schema: undefined, c: 1 }), text.replace('  AND a = @schema\n', ''));
    assert.equal(givenConditions(text, { schema: undefined, schema_like: undefined, c: undefined }), 'SELECT 1 FROM t\nWHERE 1 = 1');
  });

  const texts = findSqlTexts(path.join(__dirname, '..', '..', '..', 'src', 'sql', 'catalog'));
  for (const list of ['COUNT', 'TABLES', 'TABLES_OF_METADATA', 'TABLES_WITHOUT_SPACE', 'LIST']) {
    it(`leave a text that is T-SQL: ${list}`, async () => {
      const text = texts.find(({ name }) => name.endsWith(`.ts ${list}`))?.text ?? '';
      assert.match(text, /= @schema\b.*/su);
      assert.match(text, /LIKE @name_like\b/u);
      for (const schema of ['dbo', undefined]) {
        for (const name_like of ['%', undefined]) {
          const asked = givenConditions(text, { schema, name_like });
          assert.equal(/@schema\b/u.test(asked), schema !== undefined);
          assert.equal(/@name_like\b/u.test(asked), name_like !== undefined);
          const { by, reason } = await parseTsql(asked);
          assert.notEqual(by, 'refused', reason);
          assert.equal(count(asked, '('), count(asked, ')'));
        }
      }
    });
  }
});

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
