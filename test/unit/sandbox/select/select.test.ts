import assert from 'node:assert/strict';
import { isDecimalValue } from '../../../sandbox/values/decimal';
import { toText } from '../../../sandbox/values/format';
import type { SqlType } from '../../../sandbox/values/sqlType';
import type { SqlValue } from '../../../sandbox/values/sqlValue';
import { openShop, type TestSession } from '../engine/harness';

const setup = `
CREATE TABLE dbo.Customer (Id int IDENTITY PRIMARY KEY, Name nvarchar(40) NOT NULL, City varchar(20) NULL);
CREATE TABLE dbo.Orders (Id int NOT NULL PRIMARY KEY, CustomerId int NULL, Total decimal(10,2) NOT NULL, Tax AS Total * 0.2);
CREATE TABLE dbo.Employee (Id int PRIMARY KEY, ManagerId int NULL, Name varchar(10));
CREATE TABLE dbo.Big (Id bigint PRIMARY KEY, V int NOT NULL);
INSERT dbo.Customer (Name, City) VALUES (N'Ann', 'Rome'), (N'Bob', NULL), (N'Cid', 'Oslo'), (N'Dee', 'rome');
INSERT dbo.Orders (Id, CustomerId, Total) VALUES (10, 1, 5), (11, 1, 7.5), (12, 3, 20), (13, NULL, 1);
INSERT dbo.Employee VALUES (1, NULL, 'root'), (2, 1, 'a'), (3, 1, 'b'), (4, 2, 'aa');
INSERT dbo.Big SELECT value, value % 10 FROM GENERATE_SERIES(CAST(1 AS bigint), CAST(10000 AS bigint));
CREATE SYNONYM dbo.Client FOR dbo.Customer;`;

const modules = [
  `CREATE VIEW dbo.OrderNames (OrderId, Who) AS SELECT o.Id, c.Name FROM dbo.Orders o JOIN Customer c ON c.Id = o.CustomerId`,
  `CREATE FUNCTION dbo.OrdersOf (@customer int) RETURNS TABLE AS RETURN SELECT Id, Total FROM dbo.Orders WHERE CustomerId = @customer AND EXISTS (SELECT 1 WHERE @customer > 0)`,
  `CREATE FUNCTION dbo.Numbers (@n int) RETURNS @t TABLE (n int) AS BEGIN INSERT @t SELECT value FROM GENERATE_SERIES(1, @n); RETURN END`,
];

/** Rows as text: cells by a comma, rows by a bar, NULL as a dash. */
function shown(rows: readonly (readonly SqlValue[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('|');
}

function cell(value: SqlValue): string {
  if (value === null) return '-';
  return isDecimalValue(value) ? toText(value, { name: 'decimal', precision: 38, scale: value.scale }) : toText(value, textType);
}

const textType: SqlType = { name: 'nvarchar', length: 'max' };

const cases: readonly (readonly [title: string, sql: string, expected: string])[] = [
  ['a constant', `SELECT 1, N'x', NULL`, '1,x,-'],
  ['a condition without a table', `SELECT 1 WHERE 1 = 0`, ''],
  ['a star without hidden columns', `SELECT * FROM Orders WHERE Id = 10`, '10,1,5.00,1.000'],
  ['a star of one source', `SELECT c.*, 1 FROM Customer c JOIN Orders o ON o.CustomerId = c.Id WHERE o.Id = 12`, '3,Cid,Oslo,1'],
  ['names of three parts', `SELECT shop.dbo.Customer.Name FROM shop.dbo.Customer WHERE dbo.Customer.Id = 2`, 'Bob'],
  ['names without case', `select NAME from CUSTOMER where CITY = 'ROME' order by id`, 'Ann|Dee'],
  ['a synonym', `SELECT Name FROM Client WHERE Id = 1`, 'Ann'],
  ['a key of another integer type', `SELECT V FROM Big WHERE Id = 4007`, '7'],
  ['a key that no row can have', `SELECT V FROM Customer, Big WHERE Customer.Id = 5000000000`, ''],
  ['a key beside NULL', `SELECT Id FROM Orders WHERE Id = NULL`, ''],
  ['an inner join', `SELECT o.Id, c.Name FROM Orders o JOIN Customer c ON c.Id = o.CustomerId ORDER BY o.Id`, '10,Ann|11,Ann|12,Cid'],
  ['a join without a key', `SELECT a.Id, b.Id FROM Customer a JOIN Customer b ON a.City = b.City AND a.Id < b.Id`, '1,4'],
  ['a join over inequality', `SELECT COUNT(*) FROM Customer a JOIN Customer b ON a.Id < b.Id`, '6'],
  [
    'a left join',
    `SELECT c.Name, o.Id FROM Customer c LEFT JOIN Orders o ON o.CustomerId = c.Id AND o.Total > 6 ORDER BY c.Id`,
    'Ann,11|Bob,-|Cid,12|Dee,-',
  ],
  [
    'a left join that WHERE narrows',
    `SELECT c.Name FROM Customer c LEFT JOIN Orders o ON o.CustomerId = c.Id WHERE o.Id IS NULL ORDER BY 1`,
    'Bob|Dee',
  ],
  [
    'a computed column where an outer join has no row',
    `SELECT o.Tax FROM Customer c LEFT JOIN Orders o ON o.CustomerId = c.Id WHERE c.Id = 2`,
    '-',
  ],
  [
    'a right join',
    `SELECT c.Name, o.Id FROM Customer c RIGHT JOIN Orders o ON o.CustomerId = c.Id ORDER BY o.Id`,
    'Ann,10|Ann,11|Cid,12|-,13',
  ],
  [
    'a full join',
    `SELECT c.Name, o.Id FROM Customer c FULL JOIN Orders o ON o.CustomerId = c.Id ORDER BY c.Id, o.Id`,
    '-,13|Ann,10|Ann,11|Bob,-|Cid,12|Dee,-',
  ],
  ['a cross join', `SELECT COUNT(*) FROM Customer CROSS JOIN Orders`, '16'],
  ['a comma with WHERE', `SELECT c.Name, o.Id FROM Customer c, Orders o WHERE c.Id = o.CustomerId AND o.Total = 20`, 'Cid,12'],
  [
    'joins that nest',
    `SELECT c.Name, e.Name FROM Customer c LEFT JOIN (Orders o JOIN Employee e ON e.Id = o.Id - 8) ON o.CustomerId = c.Id ORDER BY c.Id, e.Id`,
    'Ann,a|Ann,b|Bob,-|Cid,aa|Dee,-',
  ],
  [
    'CROSS APPLY',
    `SELECT c.Name, x.Total FROM Customer c CROSS APPLY (SELECT TOP 1 Total FROM Orders o WHERE o.CustomerId = c.Id ORDER BY Total DESC) x ORDER BY c.Id`,
    'Ann,7.50|Cid,20.00',
  ],
  [
    'OUTER APPLY',
    `SELECT c.Name, x.Id FROM Customer c OUTER APPLY dbo.OrdersOf(c.Id) x ORDER BY c.Id, x.Id`,
    'Ann,10|Ann,11|Bob,-|Cid,12|Dee,-',
  ],
  ['a table-valued function of statements', `SELECT SUM(n) FROM dbo.Numbers(4)`, '10'],
  ['a view', `SELECT Who, OrderId FROM dbo.OrderNames WHERE OrderId > 10 ORDER BY OrderId`, 'Ann,11|Cid,12'],
  ['a derived table with names', `SELECT d.n, d.t FROM (SELECT Name, COUNT(*) FROM Employee GROUP BY Name) d (n, t) WHERE n = 'a'`, 'a,1'],
  ['VALUES as a table', `SELECT v.a, v.b FROM (VALUES (1, NULL), (2, 'x')) v (a, b)`, '1,-|2,x'],
  [
    'a derived table in a subquery that reads the outer row',
    `SELECT Id, (SELECT MAX(d.t) FROM (SELECT o.Total AS t FROM Orders o WHERE o.CustomerId = c.Id) d) FROM Customer c ORDER BY Id`,
    '1,7.50|2,-|3,20.00|4,-',
  ],
  ['EXISTS', `SELECT Name FROM Customer c WHERE NOT EXISTS (SELECT * FROM Orders WHERE CustomerId = c.Id) ORDER BY Name`, 'Bob|Dee'],
  ['IN with NULL among the values', `SELECT Name FROM Customer WHERE Id NOT IN (SELECT CustomerId FROM Orders)`, ''],
  [
    'a common table expression',
    `WITH a AS (SELECT Id FROM Orders WHERE Total > 6), b (n) AS (SELECT COUNT(*) FROM a) SELECT a.Id, b.n FROM a, b ORDER BY 1`,
    '11,2|12,2',
  ],
  [
    'recursion',
    `WITH t AS (SELECT Id, 0 AS Depth, CAST(Name AS varchar(50)) AS Path FROM Employee WHERE ManagerId IS NULL UNION ALL SELECT e.Id, t.Depth + 1, CAST(t.Path + '/' + e.Name AS varchar(50)) FROM Employee e JOIN t ON e.ManagerId = t.Id) SELECT Path, Depth FROM t ORDER BY Path`,
    'root,0|root/a,1|root/a/aa,2|root/b,1',
  ],
  [
    'recursion beyond the usual limit',
    `WITH n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT MAX(i) FROM n OPTION (MAXRECURSION 0)`,
    '500',
  ],
  ['HAVING', `SELECT CustomerId, SUM(Total) FROM Orders GROUP BY CustomerId HAVING COUNT(*) > 1`, '1,12.50'],
  ['ORDER BY an aggregate', `SELECT CustomerId FROM Orders GROUP BY CustomerId ORDER BY SUM(Total) DESC`, '3|1|-'],
  [
    'ORDER BY an alias, a position and another expression',
    `SELECT Name AS n, Id FROM Customer ORDER BY LEN(City) DESC, n DESC, 2`,
    'Dee,4|Cid,3|Ann,1|Bob,2',
  ],
  ['a window under ORDER BY and TOP', `SELECT TOP 2 Id, ROW_NUMBER() OVER (ORDER BY Total DESC) AS r FROM Orders ORDER BY r`, '12,1|11,2'],
  [
    'a window over groups',
    `SELECT CustomerId, RANK() OVER (ORDER BY SUM(Total) DESC) FROM Orders GROUP BY CustomerId ORDER BY 2`,
    '3,1|1,2|-,3',
  ],
  ['DISTINCT', `SELECT DISTINCT UPPER(City) FROM Customer ORDER BY UPPER(City)`, '-|OSLO|ROME'],
  ['TOP without order', `SELECT TOP (2) Id FROM Customer`, '1|2'],
  ['TOP WITH TIES', `SELECT TOP 1 WITH TIES V FROM (VALUES (2), (1), (1), (3)) x (V) ORDER BY V`, '1|1'],
  ['TOP PERCENT', `SELECT TOP 30 PERCENT Id FROM Customer ORDER BY Id DESC`, '4|3'],
  ['TOP of a large sort', `SELECT TOP 3 Id FROM Big ORDER BY V DESC, Id DESC`, '9999|9989|9979'],
  ['OFFSET and FETCH', `SELECT Id FROM Customer ORDER BY Id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY`, '2|3'],
  ['UNION', `SELECT 1 AS a UNION SELECT 2 UNION SELECT 1 ORDER BY a DESC`, '2|1'],
  ['UNION ALL of several types', `SELECT NULL UNION ALL SELECT 'x' UNION ALL SELECT N'y'`, '-|x|y'],
  ['UNION of a number and text that is one', `SELECT 1 UNION ALL SELECT '2'`, '1|2'],
  ['INTERSECT before UNION', `SELECT 1 UNION SELECT 2 INTERSECT SELECT 2`, '1|2'],
  ['EXCEPT', `SELECT V FROM Big EXCEPT SELECT value FROM GENERATE_SERIES(2, 9)`, '1|0'],
  ['PIVOT', `SELECT * FROM (SELECT City, Id FROM Customer) s PIVOT (COUNT(Id) FOR City IN ([Rome], [Oslo])) p`, '2,1'],
  [
    'UNPIVOT',
    `SELECT * FROM (SELECT 1 AS id, 10 AS a, CAST(NULL AS int) AS b, 30 AS c) s UNPIVOT (v FOR k IN (a, b, c)) u`,
    '1,10,a|1,30,c',
  ],
  ['OPENJSON WITH under APPLY', `SELECT j.a FROM (VALUES ('[{"a":1},{"a":2}]')) t (doc) CROSS APPLY OPENJSON(t.doc) WITH (a int) j`, '1|2'],
  ['STRING_SPLIT', `SELECT value FROM STRING_SPLIT('x,y', ',')`, 'x|y'],
  [
    'FOR JSON PATH',
    `SELECT Id, Name AS [who.name] FROM Customer WHERE Id < 3 ORDER BY Id FOR JSON PATH, ROOT('c')`,
    '{"c":[{"Id":1,"who":{"name":"Ann"}},{"Id":2,"who":{"name":"Bob"}}]}',
  ],
  [
    'FOR JSON AUTO over a join',
    `SELECT c.Name, o.Id FROM Customer c JOIN Orders o ON o.CustomerId = c.Id WHERE c.Id = 1 ORDER BY o.Id FOR JSON AUTO`,
    '[{"Name":"Ann","o":[{"Id":10},{"Id":11}]}]',
  ],
  [
    'FOR JSON inside FOR JSON',
    `SELECT Id, (SELECT o.Id FROM Orders o WHERE o.CustomerId = c.Id FOR JSON PATH) AS orders FROM Customer c WHERE Id = 3 FOR JSON PATH`,
    '[{"Id":3,"orders":[{"Id":12}]}]',
  ],
  ['FOR XML PATH', `SELECT Id AS [@id], Name FROM Customer WHERE Id = 1 FOR XML PATH('c')`, '<c id="1"><Name>Ann</Name></c>'],
  [
    'a system view joined to another',
    `SELECT t.name, COUNT(*) FROM sys.tables t JOIN sys.columns c ON c.object_id = t.object_id WHERE t.name = 'Orders' GROUP BY t.name`,
    'Orders,4',
  ],
  ['a view of another database', `SELECT COUNT(*) FROM master.sys.databases WHERE name = 'shop'`, '1'],
  [
    'variables in the order of the result',
    `DECLARE @s varchar(50) = ''; SELECT @s = @s + Name FROM Employee ORDER BY Id DESC; SELECT @s`,
    'aabaroot',
  ],
  ['variables that see one another', `DECLARE @a int, @b int; SELECT @a = 2, @b = @a * 3; SELECT @a, @b`, '2,6'],
  ['a temporary table', `SELECT Id INTO #t FROM Orders; SELECT COUNT(*) FROM #t`, '4'],
  ['a table variable', `DECLARE @t TABLE (a int PRIMARY KEY); INSERT @t VALUES (1), (2); SELECT x.a FROM @t x WHERE a = 2`, '2'],
];

const refusals: readonly (readonly [sql: string, error: string])[] = [
  [`SELECT nothing FROM Customer`, "207: Invalid column name 'nothing'."],
  [`SELECT x.Id FROM Customer`, '4104: The multi-part identifier "x.Id" could not be bound.'],
  [`SELECT Id FROM Customer, Orders`, "209: Ambiguous column name 'Id'."],
  [`SELECT * FROM nothing.t`, "208: Invalid object name 'nothing.t'."],
  [`SELECT * FROM nowhere.dbo.t`, "208: Invalid object name 'nowhere.dbo.t'."],
  [`SELECT *`, '263: Must specify table to select from.'],
  [`SELECT z.* FROM Customer c`, "107: The column prefix 'z' does not match with a table name or alias name used in the query."],
  [`SELECT 1 FROM Customer c, Orders c`, "1011: The correlation name 'c' is specified multiple times in a FROM clause."],
  [
    `SELECT 1 FROM Orders, Orders`,
    '1013: The objects "Orders" and "Orders" in the FROM clause have the same exposed names. Use correlation names to distinguish them.',
  ],
  [
    `SELECT o.Id FROM Customer c JOIN Orders o ON o.CustomerId = e.Id JOIN Employee e ON 1 = 1`,
    '4104: The multi-part identifier "e.Id" could not be bound.',
  ],
  [
    `SELECT 1 UNION SELECT 1, 2`,
    '205: All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
  ],
  [`SELECT Id FROM Orders ORDER BY 2`, '108: The ORDER BY position number 2 is out of range of the number of items in the select list.'],
  [`SELECT DISTINCT City FROM Customer ORDER BY Id`, '145: ORDER BY items must appear in the select list if SELECT DISTINCT is specified.'],
  [
    `SELECT * FROM (SELECT Id FROM Orders ORDER BY Id) d`,
    '1033: The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.',
  ],
  [`SELECT * FROM (SELECT Id, Id FROM Orders) d`, "8156: The column 'Id' was specified multiple times for 'd'."],
  [`SELECT * FROM (SELECT COUNT(*) FROM Orders) d`, "8155: No column name was specified for column 1 of 'd'."],
  [
    `WITH n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n`,
    '530: The statement terminated. The maximum recursion 100 has been exhausted before statement completion.',
  ],
  [
    `WITH n AS (SELECT 1 AS i UNION ALL SELECT 'x' FROM n) SELECT * FROM n`,
    `240: Types don't match between the anchor and the recursive part in column "i" of recursive query "n".`,
  ],
  [`SELECT TOP (-1) 1`, '127: A TOP N or FETCH rowcount value may not be negative.'],
  [
    `DECLARE @x int; SELECT @x = 1, 2`,
    '141: A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.',
  ],
  [`SELECT 1 / Id - Id FROM (VALUES (1), (0)) t (Id)`, '8134: Divide by zero error encountered.'],
  [
    `SELECT * FROM other.shop.dbo.Orders`,
    "7202: Could not find server 'other' in sys.servers. Verify that the correct server name was specified. If necessary, execute the stored procedure sp_addlinkedserver to add the server to sys.servers.",
  ],
  [
    `SELECT 1 AS a, 2 AS a FOR JSON PATH`,
    `13601: Property 'a' cannot be generated in JSON output due to a conflict with another column name or alias. Use different names and aliases for each column in SELECT list.`,
  ],
  [`SELECT * FROM dbo.OrdersOf`, "216: Parameters were not supplied for the function 'dbo.OrdersOf'."],
];

describe('SELECT', () => {
  let shop: TestSession;

  before(async () => {
    ({ shop } = await openShop());
    for (const text of [setup, ...modules]) assert.deepEqual((await shop.run(text)).errors, []);
  });

  for (const [title, sql, expected] of cases) {
    it(`reads ${title}`, async () => {
      assert.equal(shown(await shop.rows(sql)), expected);
    });
  }

  for (const [sql, error] of refusals) {
    it(`refuses ${sql}`, async () => {
      assert.deepEqual((await shop.run(sql)).errors, [error]);
    });
  }

  it('says what the columns are', async () => {
    const { results } = await shop.run(
      `SELECT c.Id, c.Name AS Who, o.Id AS OrderId, o.Tax, 1 FROM Customer c LEFT JOIN Orders o ON o.CustomerId = c.Id`,
    );
    assert.deepEqual(
      results[0]?.columns.map(({ name, type, nullable, identity, computed }) => [name, type.name, nullable, identity, computed]),
      [
        ['Id', 'int', false, true, false],
        ['Who', 'nvarchar', false, false, false],
        ['OrderId', 'int', true, false, false],
        ['Tax', 'decimal', true, false, true],
        ['', 'int', false, false, true],
      ],
    );
  });

  it('sends long text of FOR JSON in pieces', async () => {
    const pieces = (await shop.rows(`SELECT Id FROM Big FOR JSON PATH`)).map((row) => cell(row[0] ?? null));
    assert.ok(pieces.length > 10);
    assert.ok(pieces.every((piece) => piece.length <= 2033));
    const text = pieces.join('');
    assert.ok(text.startsWith('[{"Id":1},{"Id":2},') && text.endsWith(',{"Id":10000}]'));
  });

  it('sees rows that were changed since a key was first used', async () => {
    const sql = `SELECT Total FROM Orders WHERE Id = 12`;
    assert.equal(shown(await shop.rows(sql)), '20.00');
    assert.equal(shown(await shop.rows(`BEGIN TRAN; UPDATE Orders SET Id = 99 WHERE Id = 12; ${sql}`)), '');
    assert.equal(shown(await shop.rows(`ROLLBACK; ${sql}`)), '20.00');
  });

  for (const sql of [
    `SELECT COUNT(*) FROM Big a CROSS JOIN Big b WHERE a.V + b.V < 0`,
    `DECLARE @n bigint; SELECT @n = COUNT_BIG(*) FROM Big a, Big b WHERE a.V <> b.V`,
  ]) {
    it(`lets an attention in: ${sql}`, async () => {
      const attention = new AbortController();
      setTimeout(() => {
        attention.abort(new Error('attention'));
      }, 20);
      await assert.rejects(shop.run(sql, attention.signal), /attention/);
      assert.equal(shown(await shop.rows('SELECT 1')), '1');
    });
  }
});
