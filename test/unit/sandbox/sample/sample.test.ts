import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../../sandbox/engine/engine';
import type { Engine } from '../../../sandbox/engine/engine';
import { profileNamed } from '../../../sandbox/catalog/profiles';
import { openSession } from '../engine/harness';
import type { TestSession } from '../engine/harness';

const folder = path.join(__dirname, '..', '..', '..', 'sandbox', 'sample');
const scripts = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .map((name) => path.join(folder, name));

async function loaded(profile = '2022'): Promise<{ readonly engine: Engine; readonly shop: TestSession }> {
  const engine = createEngine({ profile: profileNamed(profile) });
  await engine.loadScripts(scripts);
  return { engine, shop: openSession(engine, { database: 'SprocketShop' }) };
}

describe('sample database', () => {
  let shop: TestSession;
  before(async () => {
    ({ shop } = await loaded());
  });

  it('loads on the oldest server too', async () => {
    const old = await loaded('2016');
    assert.deepEqual(await old.shop.rows('SELECT COUNT(*) FROM sales.SalesOrder'), [[200]]);
  });

  it('has the rows that its scripts make', async () => {
    assert.deepEqual(
      await shop.rows(`
        SELECT N'Person', COUNT(*) FROM people.Person
        UNION ALL SELECT N'Product', COUNT(*) FROM catalog.Product
        UNION ALL SELECT N'Line', COUNT(*) FROM sales.SalesOrderLine
        UNION ALL SELECT N'Rate', COUNT(*) FROM sales.CurrencyRate
        UNION ALL SELECT N'Stock', COUNT(*) FROM inventory.Stock
        UNION ALL SELECT N'odd', COUNT(*) FROM [my.schema].[odd ]] name]
        UNION ALL SELECT N'types', COUNT(*) FROM dbo.all_types`),
      [
        ['Person', 60],
        ['Product', 80],
        ['Line', 401],
        ['Rate', 120],
        ['Stock', 80],
        ['odd', 3],
        ['types', 3],
      ],
    );
  });

  it('keeps exact values', async () => {
    assert.deepEqual(await shop.rows('SELECT c_bigint, c_decimal, c_nvarchar FROM dbo.all_types WHERE id = 2'), [
      [9223372036854775807n, { kind: 'decimal', unscaled: 12345678901234567890123456780123456789n, scale: 10 }, '日本語 🚲 naïve'],
    ]);
  });

  it('shows its keys through the catalog', async () => {
    assert.deepEqual(
      await shop.rows(`
        SELECT fk.name, fk.is_disabled, fk.is_not_trusted, fk.is_not_for_replication, fk.delete_referential_action_desc
        FROM sys.foreign_keys AS fk
        WHERE fk.is_not_trusted = 1
        ORDER BY fk.name`),
      [
        ['FK_ImportStaging_Customer', 0, 1, 0, 'NO_ACTION'],
        ['FK_ImportStaging_Product', 0, 1, 0, 'SET_NULL'],
        ['FK_ProductPrice_Product', 0, 1, 1, 'NO_ACTION'],
        ['FK_StockMovement_Stock', 1, 1, 0, 'NO_ACTION'],
      ],
    );
    assert.deepEqual(
      await shop.rows(`
        SELECT i.type_desc, COUNT(*)
        FROM sys.indexes AS i
        INNER JOIN sys.tables AS t ON t.object_id = i.object_id
        WHERE i.type <> 1 AND i.type <> 2
        GROUP BY i.type_desc
        ORDER BY i.type_desc`),
      [
        ['CLUSTERED COLUMNSTORE', 2],
        ['HEAP', 6],
        ['NONCLUSTERED COLUMNSTORE', 2],
        ['NONCLUSTERED HASH', 1],
        ['SPATIAL', 2],
        ['XML', 2],
      ],
    );
  });

  it('describes tables and columns by extended properties', async () => {
    assert.deepEqual(
      await shop.rows(`
        SELECT c.name, CONVERT(nvarchar(200), p.value)
        FROM sys.extended_properties AS p
        INNER JOIN sys.columns AS c ON c.object_id = p.major_id AND c.column_id = p.minor_id
        WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'[my.schema].[odd ]] name]')`),
      [['col]umn', 'A column with a bracket in its name.']],
    );
  });

  it('generates as many rows as asked for', async () => {
    const { results, errors } = await shop.run('EXEC bench.usp_GenerateRows @rows = 2500');
    assert.deepEqual(errors, []);
    assert.equal(results[0]?.columns.length, 10);
    assert.equal(results[0].rows.length, 2500);
    assert.deepEqual(new Set(results[0].rows.map((row) => row[0])).size, 2500);
  });

  it('has defaults of every kind', async () => {
    const { results, errors } = await shop.run('DECLARE @o int = 4; EXEC dbo.usp_DefaultsOfEveryKind 1, @out = @o OUTPUT; SELECT @o');
    assert.deepEqual(errors, []);
    assert.deepEqual(results[0]?.rows[0]?.slice(0, 3), [1, 42, -7]);
    assert.deepEqual(results[0].rows[0].slice(7, 11), [
      'it\'s, "quoted" -- not a comment',
      'naïve 日本語 /* not a comment */',
      'bareword',
      null,
    ]);
    assert.deepEqual(results[1]?.rows, [[5]]);
  });

  it('creates an order from a table-valued parameter', async () => {
    const { results, errors } = await shop.run(`
      DECLARE @lines sales.OrderLineList, @id int, @total decimal(19, 4);
      INSERT INTO @lines (LineNumber, ProductId, Quantity, UnitPrice) VALUES (1, 1, 2, 10), (2, 2, 1.5, 20);
      EXEC sales.usp_CreateOrder @customer_id = 1, @lines = @lines, @order_id = @id OUTPUT, @total = @total OUTPUT;
      SELECT @id, CONVERT(varchar(20), @total);
      DELETE FROM sales.SalesOrder WHERE OrderId = @id;`);
    assert.deepEqual(errors, []);
    assert.deepEqual(results.at(-1)?.rows, [[201, '50.0000']]);
    assert.deepEqual(await shop.rows('SELECT Action, KeyValue FROM audit.ChangeLog ORDER BY ChangedAt'), [
      ['I', '201'],
      ['D', '201'],
    ]);
  });

  it('raises its messages in order, and errors with the procedure they come from', async () => {
    const messages = await shop.run('EXEC dbo.usp_Messages @fail = 1');
    assert.deepEqual(messages.errors, ['50000: user error 1 of 00042: ff']);
    assert.deepEqual(messages.prints.slice(0, 3), ['plain print', 'Ünïcode 1.50', 'severity zero, text and 42']);
    const inner = await shop.run('EXEC dbo.usp_ErrorInside');
    assert.deepEqual(
      inner.messages.map(({ number }) => number),
      [52000],
    );
    assert.match(inner.messages[0]?.procedure ?? '', /usp_Throw$/);
  });

  it('hides the text of an encrypted procedure', async () => {
    assert.deepEqual(await shop.rows("SELECT OBJECT_DEFINITION(OBJECT_ID('dbo.usp_Encrypted'))"), [[null]]);
  });
});
