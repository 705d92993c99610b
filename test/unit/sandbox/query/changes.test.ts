import assert from 'node:assert/strict';
import type { Engine } from '../../../sandbox/engine/engine';
import { openShop, type TestSession } from '../engine/harness';

const definition = `
CREATE TABLE dbo.customer (id int NOT NULL CONSTRAINT PK_customer PRIMARY KEY, name nvarchar(10) NOT NULL, city varchar(20) NULL CONSTRAINT DF_city DEFAULT 'Oslo');
CREATE TABLE dbo.orders (
  id int IDENTITY(10, 5) NOT NULL CONSTRAINT PK_orders PRIMARY KEY,
  customer_id int NULL CONSTRAINT FK_orders_customer REFERENCES dbo.customer (id) ON DELETE CASCADE,
  amount decimal(9, 2) NOT NULL CONSTRAINT CK_amount CHECK (amount > 0),
  code varchar(8) NULL CONSTRAINT UQ_code UNIQUE,
  total AS amount * 2,
  stamp rowversion
);
INSERT INTO dbo.customer (id, name) VALUES (1, N'Anna'), (2, N'Bo');`;

describe('statements that change rows', () => {
  let engine: Engine;
  let shop: TestSession;

  beforeEach(async () => {
    ({ engine, shop } = await openShop());
    const { errors } = await shop.run(definition);
    assert.deepEqual(errors, []);
  });
  afterEach(() => engine.close());

  async function errorsOf(text: string): Promise<string[]> {
    return (await shop.run(text)).errors;
  }

  describe('INSERT', () => {
    it('gives defaults, identities and computed columns', async () => {
      await shop.rows(`INSERT INTO orders (customer_id, amount, code) VALUES (1, 1.5, 'a'), (2, 2, DEFAULT)`);
      assert.deepEqual(await shop.rows('SELECT id, customer_id, CAST(total AS varchar(10)), code FROM orders ORDER BY id'), [
        [10, 1, '3.00', 'a'],
        [15, 2, '4.00', null],
      ]);
      assert.deepEqual(await shop.rows('SELECT city, CAST(@@IDENTITY AS int) FROM customer WHERE id = 1'), [['Oslo', 15]]);
    });

    it('takes the rows of a query and of a procedure', async () => {
      await shop.rows(`INSERT INTO orders (customer_id, amount, code) SELECT id, id * 10, name FROM customer`);
      assert.deepEqual(await shop.rows('SELECT customer_id, CAST(amount AS int) FROM orders ORDER BY id'), [
        [1, 10],
        [2, 20],
      ]);
      await shop.run(`CREATE PROCEDURE dbo.give AS SELECT 7, N'Eva', 'Bergen'`);
      await shop.rows('INSERT INTO customer EXEC dbo.give');
      assert.deepEqual(await shop.rows('SELECT name, city FROM customer WHERE id = 7'), [['Eva', 'Bergen']]);
    });

    it('refuses what the columns do not take, and keeps nothing of the statement', async () => {
      const cases: readonly (readonly [string, string])[] = [
        [
          `INSERT INTO customer (id, name) VALUES (3, N'x'), (4, NULL)`,
          `515: Cannot insert the value NULL into column 'name', table 'shop.dbo.customer'; column does not allow nulls. INSERT fails.`,
        ],
        [
          `INSERT INTO customer (id, name) VALUES (3, N'x'), (1, N'y')`,
          `2627: Violation of PRIMARY KEY constraint 'PK_customer'. Cannot insert duplicate key in object 'dbo.customer'. The duplicate key value is (1).`,
        ],
        [
          `INSERT INTO customer (id, name) VALUES (3, N'a name too long')`,
          `2628: String or binary data would be truncated in table 'shop.dbo.customer', column 'name'. Truncated value: 'a name too'.`,
        ],
        [
          `INSERT INTO orders (customer_id, amount) VALUES (9, 1)`,
          `547: The INSERT statement conflicted with the FOREIGN KEY constraint "FK_orders_customer". The conflict occurred in database "shop", table "dbo.customer", column 'id'.`,
        ],
        [
          `INSERT INTO orders (customer_id, amount) VALUES (1, 0)`,
          `547: The INSERT statement conflicted with the CHECK constraint "CK_amount". The conflict occurred in database "shop", table "dbo.orders", column 'amount'.`,
        ],
        [
          `INSERT INTO orders (id, amount) VALUES (1, 1)`,
          `544: Cannot insert explicit value for identity column in table 'orders' when IDENTITY_INSERT is set to OFF.`,
        ],
        [
          `INSERT INTO customer (id, name) VALUES (3)`,
          `109: There are more columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.`,
        ],
        [`INSERT INTO customer VALUES (3)`, `213: Column name or number of supplied values does not match table definition.`],
        [`INSERT INTO customer (id, nme) VALUES (3, N'x')`, `207: Invalid column name 'nme'.`],
        [`INSERT INTO custmer (id) VALUES (3)`, `208: Invalid object name 'custmer'.`],
      ];
      for (const [text, expected] of cases) assert.equal((await errorsOf(text))[0], expected, text);
      assert.deepEqual(await shop.rows('SELECT COUNT(*) FROM customer'), [[2]]);
      assert.deepEqual(await shop.rows('SELECT COUNT(*) FROM orders'), [[0]]);
    });

    it('takes one NULL in a unique key', async () => {
      await shop.rows(`INSERT INTO orders (amount) VALUES (1)`);
      assert.match(
        (await errorsOf(`INSERT INTO orders (amount) VALUES (1)`))[0] ?? '',
        /^2627: Violation of UNIQUE KEY constraint 'UQ_code'.* is \(<NULL>\)\.$/,
      );
    });

    it('heeds the filter of a unique index', async () => {
      await shop.rows(`UPDATE customer SET city = 'Rome' WHERE id = 2`);
      await shop.run(`CREATE UNIQUE INDEX one_per_city ON customer (city) WHERE name <> N'Any'`);
      await shop.rows(`INSERT INTO customer VALUES (3, N'Any', 'Oslo')`);
      assert.match((await errorsOf(`INSERT INTO customer VALUES (4, N'Cy', 'OSLO')`))[0] ?? '', /^2601: .*'one_per_city'.* is \(OSLO\)\.$/);
    });

    it('takes identities when IDENTITY_INSERT is on', async () => {
      await shop.rows(
        `SET IDENTITY_INSERT dbo.orders ON; INSERT INTO orders (id, amount, code) VALUES (100, 1, 'x'); SET IDENTITY_INSERT dbo.orders OFF;`,
      );
      await shop.rows(`INSERT INTO orders (amount, code) VALUES (1, 'y')`);
      assert.deepEqual(await shop.rows('SELECT id FROM orders ORDER BY id'), [[100], [105]]);
    });

    it('returns what it stored', async () => {
      const outcome = await shop.run(
        `INSERT INTO orders (amount, code) OUTPUT inserted.id, inserted.total, inserted.code AS c VALUES (1.25, 'q')`,
      );
      const [result] = outcome.results;
      assert.deepEqual(outcome.errors, []);
      assert.deepEqual(
        result?.columns.map((column) => column.name),
        ['id', 'total', 'c'],
      );
      assert.equal(result.rows[0]?.[0], 10);
      assert.deepEqual(
        await shop.rows(
          `DECLARE @t TABLE (i int, c varchar(5)); INSERT INTO orders (amount, code) OUTPUT inserted.id, inserted.code INTO @t VALUES (2, 'r'); SELECT * FROM @t`,
        ),
        [[15, 'r']],
      );
    });
  });

  describe('UPDATE', () => {
    beforeEach(() => shop.rows(`INSERT INTO orders (customer_id, amount, code) VALUES (1, 1, 'a'), (1, 2, 'b'), (2, 3, 'c')`));

    it('changes rows by a condition and by a join', async () => {
      await shop.rows(`UPDATE orders SET amount += 10 WHERE code = 'a'`);
      await shop.rows(`UPDATE o SET code = c.name FROM orders AS o JOIN customer AS c ON c.id = o.customer_id WHERE c.id = 2`);
      assert.deepEqual(await shop.rows('SELECT CAST(amount AS int), code FROM orders ORDER BY id'), [
        [11, 'a'],
        [2, 'b'],
        [3, 'Bo'],
      ]);
    });

    it('lets rows exchange their keys', async () => {
      await shop.rows(`UPDATE orders SET code = CASE code WHEN 'a' THEN 'b' WHEN 'b' THEN 'a' ELSE code END`);
      assert.deepEqual(await shop.rows('SELECT code FROM orders ORDER BY id'), [['b'], ['a'], ['c']]);
    });

    it('sets variables and shows old and new values', async () => {
      assert.deepEqual(await shop.rows(`DECLARE @s decimal(9,2) = 0; UPDATE orders SET @s = @s + amount; SELECT CAST(@s AS int)`), [[6]]);
      assert.deepEqual(await shop.rows(`UPDATE TOP (1) orders SET code = 'z' OUTPUT deleted.code, inserted.code WHERE customer_id = 1`), [
        ['a', 'z'],
      ]);
    });

    it('refuses identity, computed and unknown columns, and broken constraints', async () => {
      assert.equal((await errorsOf('UPDATE orders SET id = 1'))[0], `8102: Cannot update identity column 'id'.`);
      assert.match((await errorsOf('UPDATE orders SET total = 1'))[0] ?? '', /^271: /);
      assert.equal((await errorsOf('UPDATE orders SET nope = 1'))[0], `207: Invalid column name 'nope'.`);
      assert.match((await errorsOf(`UPDATE orders SET code = 'a'`))[0] ?? '', /^2627: /);
      assert.match((await errorsOf('UPDATE customer SET name = NULL'))[0] ?? '', /^515: .*UPDATE fails\.$/);
      assert.match(
        (await errorsOf('UPDATE customer SET id = id + 5'))[0] ?? '',
        /^547: The UPDATE statement conflicted with the REFERENCE constraint/,
      );
      assert.deepEqual(await shop.rows('SELECT id FROM customer ORDER BY id'), [[1], [2]]);
    });

    it('gives a new rowversion', async () => {
      const [before] = await shop.rows(`SELECT stamp FROM orders WHERE code = 'a'`);
      await shop.rows(`UPDATE orders SET amount = amount WHERE code = 'a'`);
      const [after] = await shop.rows(`SELECT stamp FROM orders WHERE code = 'a'`);
      assert.notDeepEqual(before, after);
    });

    it('changes through a common table expression', async () => {
      await shop.rows(`WITH n AS (SELECT *, ROW_NUMBER() OVER (ORDER BY id DESC) AS r FROM orders) UPDATE n SET amount = 50 WHERE r = 1`);
      assert.deepEqual(await shop.rows(`SELECT code FROM orders WHERE amount = 50`), [['c']]);
    });
  });

  describe('DELETE', () => {
    beforeEach(() => shop.rows(`INSERT INTO orders (customer_id, amount, code) VALUES (1, 1, 'a'), (1, 2, 'b'), (2, 3, 'c')`));

    it('deletes by a condition, by a join and through a common table expression', async () => {
      await shop.rows(`DELETE FROM orders WHERE code = 'a'`);
      await shop.rows(`DELETE o FROM orders o JOIN customer c ON c.id = o.customer_id WHERE c.name = N'Bo'`);
      assert.deepEqual(await shop.rows('SELECT code FROM orders'), [['b']]);
      await shop.rows(`WITH f AS (SELECT TOP (1) * FROM orders ORDER BY id) DELETE FROM f`);
      assert.deepEqual(await shop.rows('SELECT code FROM orders'), []);
    });

    it('cascades, and takes the cascade back with the transaction', async () => {
      await shop.rows('BEGIN TRANSACTION; DELETE FROM customer WHERE id = 1; SELECT 1');
      assert.deepEqual(await shop.rows('SELECT code FROM orders'), [['c']]);
      await shop.rows('ROLLBACK; SELECT 1');
      assert.deepEqual(await shop.rows('SELECT code FROM orders'), [['a'], ['b'], ['c']]);
      assert.match((await errorsOf(`INSERT INTO orders (amount, code) VALUES (1, 'a')`))[0] ?? '', /^2627: /);
    });

    it('keeps rows that others refer to', async () => {
      await shop.run('CREATE TABLE note (order_id int CONSTRAINT FK_note REFERENCES orders (id)); INSERT INTO note VALUES (10)');
      assert.equal(
        (await errorsOf('DELETE FROM orders'))[0],
        `547: The DELETE statement conflicted with the REFERENCE constraint "FK_note". The conflict occurred in database "shop", table "dbo.note", column 'order_id'.`,
      );
      assert.deepEqual(await shop.rows('SELECT COUNT(*) FROM orders'), [[3]]);
    });
  });

  describe('MERGE', () => {
    it('inserts, updates and deletes in one statement', async () => {
      assert.deepEqual(
        await shop
          .rows(
            `MERGE customer AS t USING (VALUES (2, N'Bob'), (3, N'Cid')) AS s (id, name) ON t.id = s.id
          WHEN MATCHED AND t.name <> s.name THEN UPDATE SET name = s.name
          WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name)
          WHEN NOT MATCHED BY SOURCE THEN DELETE
          OUTPUT $action, COALESCE(inserted.id, deleted.id), deleted.name, inserted.name;`,
          )
          .then((rows) => [...rows].sort((a, b) => Number(a[1]) - Number(b[1]))),
        [
          ['DELETE', 1, 'Anna', null],
          ['UPDATE', 2, 'Bo', 'Bob'],
          ['INSERT', 3, null, 'Cid'],
        ],
      );
      assert.deepEqual(await shop.rows('SELECT id, name FROM customer ORDER BY id'), [
        [2, 'Bob'],
        [3, 'Cid'],
      ]);
    });

    it('refuses to change a row twice', async () => {
      const text = `MERGE customer AS t USING (VALUES (1, N'x'), (1, N'y')) AS s (id, name) ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name;`;
      assert.match((await errorsOf(text))[0] ?? '', /^8672: /);
    });
  });

  describe('triggers', () => {
    it('see the rows and can change others; the statement is undone with them', async () => {
      await shop.run('CREATE TABLE log (what varchar(20), old nvarchar(10), new nvarchar(10))');
      await shop.run(`CREATE TRIGGER watch ON customer AFTER INSERT, UPDATE, DELETE AS
        INSERT INTO log SELECT 'change', d.name, i.name FROM inserted i FULL JOIN deleted d ON d.id = i.id`);
      await shop.rows(`UPDATE customer SET name = N'Ann' WHERE id = 1`);
      await shop.rows(`INSERT INTO customer (id, name) VALUES (5, N'Eli')`);
      assert.deepEqual(await shop.rows('SELECT old, new FROM log'), [
        ['Anna', 'Ann'],
        [null, 'Eli'],
      ]);
      assert.match((await errorsOf(`DELETE FROM customer OUTPUT deleted.id`))[0] ?? '', /^334: /);
    });

    it('can stand in for the statement', async () => {
      await shop.run(
        `CREATE TRIGGER instead ON customer INSTEAD OF INSERT AS INSERT INTO customer (id, name) SELECT id + 100, UPPER(name) FROM inserted`,
      );
      await shop.rows(`INSERT INTO customer (id, name) VALUES (5, N'eli')`);
      assert.deepEqual(await shop.rows('SELECT id, name FROM customer WHERE id > 2'), [[105, 'ELI']]);
    });
  });
});
