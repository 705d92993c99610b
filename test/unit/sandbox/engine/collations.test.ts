import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { profileNamed } from '../../../sandbox/catalog/profiles';
import { openShop } from './harness';

const utf8 = 'Latin1_General_100_CI_AS_SC_UTF8';

describe('collations by name', () => {
  it('refuses a name that is none, wherever it stands', async () => {
    const { engine, shop } = await openShop();
    for (const text of [
      "SELECT 'a' COLLATE Nonsense AS a",
      'DECLARE @t TABLE (a varchar(9) COLLATE Nonsense)',
      'CREATE TABLE dbo.t (a varchar(9) COLLATE Nonsense)',
      'CREATE DATABASE other COLLATE Nonsense',
    ]) {
      assert.deepEqual((await shop.run(text)).errors, ["448: Invalid collation 'Nonsense'."], text);
    }
    engine.close();
  });

  it('takes DATABASE_DEFAULT for the one of the database', async () => {
    const { engine, shop } = await openShop();
    await shop.run('CREATE TABLE dbo.t (a varchar(9) COLLATE DATABASE_DEFAULT)');
    const rows = await shop.rows("SELECT collation_name FROM sys.columns WHERE object_id = OBJECT_ID('dbo.t')");
    assert.deepEqual(rows, [['SQL_Latin1_General_CP1_CI_AS']]);
    engine.close();
  });

  for (const [profile, known] of [
    ['2017', false],
    ['2019', true],
    ['azure-sql-database', true],
  ] as const) {
    it(`${known ? 'has' : 'has no'} UTF-8 collations as ${profile}`, async () => {
      const { engine, shop } = await openShop({ profile: profileNamed(profile) });
      const errors = known ? [] : [`448: Invalid collation '${utf8}'.`];
      assert.deepEqual((await shop.run(`SELECT 'a' COLLATE ${utf8} AS a`)).errors, errors);
      assert.deepEqual((await shop.run(`DECLARE @t TABLE (a varchar(9) COLLATE ${utf8})`)).errors, errors);
      engine.close();
    });
  }
});
