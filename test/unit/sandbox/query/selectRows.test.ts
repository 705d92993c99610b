import assert from 'node:assert/strict';
import { toText } from '../../../sandbox/values/format';
import { openShop, type TestSession } from '../engine/harness';

const tables = `
CREATE TABLE t (id int PRIMARY KEY, g varchar(10), v decimal(9, 2));
INSERT INTO t VALUES (1, 'a', 1.5), (2, 'b', 2.5), (3, 'a', NULL), (4, 'b', 2.5);
CREATE TABLE computed (id int IDENTITY PRIMARY KEY, a int, plus AS ISNULL(a, 0) + 1);
INSERT INTO computed (a) VALUES (1), (NULL);`;

/** A query and its rows: cells apart by `|`, rows by a space, or the numbers of its errors. */
type Case = readonly [query: string, expected: string];

const cases: Readonly<Record<string, readonly Case[]>> = {
  'order and limit rows': [
    ['SELECT * FROM t ORDER BY v DESC, id', '2|b|2.50 4|b|2.50 1|a|1.50 3|a|NULL'],
    ['SELECT t.id AS k FROM t ORDER BY t.g, k DESC', '3 1 4 2'],
    ["SELECT g AS x FROM t ORDER BY x + 'a'", 'error 207'],
    ['SELECT id FROM t ORDER BY 5', 'error 108'],
    ['SELECT TOP 1 WITH TIES g, id FROM t ORDER BY g', 'a|1 a|3'],
    ['SELECT TOP 30 PERCENT id FROM t ORDER BY id', '1 2'],
    ['SELECT id FROM t ORDER BY id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY', '2 3'],
    ['SELECT DISTINCT g FROM t ORDER BY g DESC', 'b a'],
    ['SELECT DISTINCT g FROM t ORDER BY id', 'error 145'],
  ],
  join: [
    ['SELECT a.id, b.id FROM t a FULL JOIN t b ON a.id = b.id + 2 ORDER BY a.id, b.id', 'NULL|3 NULL|4 1|NULL 2|NULL 3|1 4|2'],
    ["SELECT a.id, b.id FROM t a RIGHT JOIN t b ON a.id = b.id + 2 AND b.g = 'a' ORDER BY b.id", '3|1 NULL|2 NULL|3 NULL|4'],
    ['SELECT a.id FROM t a LEFT JOIN t b ON a.id < b.id AND b.g = a.g WHERE b.id IS NULL ORDER BY 1', '3 4'],
    [
      "SELECT a.id, c.id FROM t a LEFT JOIN (t b JOIN t c ON b.id = c.id AND c.g = 'b') ON a.id = b.id ORDER BY a.id",
      '1|NULL 2|2 3|NULL 4|4',
    ],
    ['SELECT t.id, plus FROM t LEFT JOIN computed c ON c.id = t.id ORDER BY t.id', '1|2 2|1 3|NULL 4|NULL'],
    ['SELECT a.id, x.m FROM t a CROSS APPLY (SELECT TOP 1 b.id m FROM t b WHERE b.id > a.id ORDER BY b.id) x ORDER BY 1', '1|2 2|3 3|4'],
    ['SELECT a.id, x.n FROM t a OUTER APPLY (SELECT b.id n FROM t b WHERE b.id = a.id + 3) x ORDER BY 1', '1|4 2|NULL 3|NULL 4|NULL'],
    ['SELECT id FROM t a JOIN t b ON a.id = b.id', 'error 209'],
    ['SELECT z.id FROM t', 'error 4104'],
    ['SELECT z.* FROM t', 'error 107'],
  ],
  'know three truths': [
    ['SELECT id FROM t WHERE id NOT IN (2, NULL)', ''],
    ['SELECT id FROM t WHERE id NOT IN (SELECT NULLIF(id, 1) FROM t)', ''],
    ['SELECT id FROM t WHERE NOT v > 2', '1'],
    ["SELECT id FROM t WHERE id > ALL (SELECT id FROM t WHERE g = 'none')", '1 2 3 4'],
    ['SELECT id FROM t WHERE id = ANY (SELECT id + 1 FROM t)', '2 3 4'],
    ['SELECT id FROM t WHERE v IS NOT DISTINCT FROM NULL', '3'],
    ['SELECT id FROM t WHERE NOT EXISTS (SELECT * FROM t u WHERE u.id = t.id + 1)', '4'],
    ["SELECT id FROM t WHERE g = 'A' ORDER BY id", '1 3'],
    ["SELECT id FROM t WHERE g COLLATE Latin1_General_CS_AS = 'A'", ''],
    ['SELECT id FROM t WHERE id = 2.5', ''],
    ["SELECT id FROM t WHERE id = 'x'", 'error 245'],
  ],
  group: [
    ['SELECT COUNT(*), COUNT(v), COUNT(DISTINCT g), SUM(id), AVG(v) FROM t', '4|3|2|10|2.166666'],
    ['SELECT COUNT(*), SUM(id) FROM t WHERE 1 = 0', '0|NULL'],
    ['SELECT SUM(id) FROM t WHERE 1 = 0 GROUP BY g', ''],
    ["SELECT g + '!', SUM(id) * 2 + 1 FROM t GROUP BY g HAVING MIN(id) > 1", 'b!|13'],
    [
      'SELECT g, id % 2, COUNT(*), GROUPING_ID(g, id % 2) FROM t GROUP BY CUBE(g, id % 2) ORDER BY 4, 1, 2',
      'a|1|2|0 b|0|2|0 a|NULL|2|1 b|NULL|2|1 NULL|0|2|2 NULL|1|2|2 NULL|NULL|4|3',
    ],
    ["SELECT STRING_AGG(g, ',') WITHIN GROUP (ORDER BY id DESC) FROM t", 'b,a,b,a'],
    ['SELECT id FROM t GROUP BY id ORDER BY MAX(v), id DESC', '3 1 4 2'],
    ['SELECT g, id FROM t GROUP BY g', 'error 8120'],
    ['SELECT g FROM t GROUP BY g ORDER BY id', 'error 8127'],
    ['SELECT id FROM t WHERE COUNT(*) > 1', 'error 147'],
    ['SELECT SUM(COUNT(*)) FROM t', 'error 130'],
  ],
  'look through windows': [
    [
      'SELECT id, RANK() OVER (ORDER BY g), DENSE_RANK() OVER (ORDER BY g), NTILE(3) OVER (ORDER BY id) FROM t ORDER BY id',
      '1|1|1|1 2|3|2|1 3|1|1|2 4|3|2|3',
    ],
    ['SELECT LAG(id, 1, -1) OVER (ORDER BY id), LEAD(id, 2) OVER (ORDER BY id) FROM t ORDER BY id', '-1|3 1|4 2|NULL 3|NULL'],
    [
      'SELECT SUM(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), COUNT(*) OVER (ORDER BY g) FROM t ORDER BY id',
      '3|2 6|4 9|2 7|4',
    ],
    ['SELECT LAST_VALUE(id) OVER (PARTITION BY g ORDER BY id) FROM t ORDER BY id', '1 2 3 4'],
    ['SELECT DISTINCT g, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY id) OVER (PARTITION BY g) FROM t ORDER BY g', 'a|2 b|3'],
    ['SELECT SUM(COUNT(*)) OVER () FROM t GROUP BY g', '4 4'],
    ['SELECT ROW_NUMBER() OVER () FROM t', 'error 4112'],
    ['SELECT id FROM t WHERE ROW_NUMBER() OVER (ORDER BY id) = 1', 'error 4108'],
  ],
  'unite and recurse': [
    ['SELECT 1 UNION ALL SELECT 2.5 UNION SELECT 1', '1.0 2.5'],
    ['SELECT id FROM t EXCEPT SELECT 2 ORDER BY id DESC', '4 3 1'],
    ['SELECT 1, 2 UNION SELECT 3', 'error 205'],
    ['WITH r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 4) SELECT n FROM r ORDER BY n', '1 2 3 4'],
    ['WITH r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r) SELECT COUNT(*) FROM r', 'error 530'],
    ['WITH r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 150) SELECT MAX(n) FROM r OPTION (MAXRECURSION 200)', '150'],
    ['WITH r AS (SELECT 1 n UNION ALL SELECT n + 1.5 FROM r WHERE n < 5) SELECT * FROM r', 'error 240'],
    ['SELECT * FROM (SELECT id FROM t ORDER BY id) x', 'error 1033'],
    ['SELECT * FROM (SELECT id, id FROM t) x', 'error 8156'],
    ['SELECT * FROM (SELECT id + 1 FROM t) x', 'error 8155'],
  ],
  'turn rows and columns': [
    ['SELECT g, [1], [2] FROM (SELECT g, id, v FROM t) s PIVOT (SUM(v) FOR id IN ([1], [2])) p ORDER BY g', 'a|1.50|NULL b|NULL|2.50'],
    [
      'SELECT id, k, n FROM (SELECT id, id + 1 x, id + 2 y FROM t WHERE id < 3) s UNPIVOT (n FOR k IN (x, y)) u ORDER BY id, k',
      '1|x|2 1|y|3 2|x|3 2|y|4',
    ],
  ],
  'ask inside': [
    ['SELECT id, (SELECT MAX(id) FROM t u WHERE u.g = t.g) FROM t ORDER BY id', '1|3 2|4 3|3 4|4'],
    ['SELECT (SELECT id FROM t)', 'error 512'],
    ['SELECT (SELECT id, g FROM t)', 'error 116'],
    ['SELECT id FROM t WHERE v > (SELECT AVG(v) FROM t) ORDER BY id', '2 4'],
    ['SELECT id FROM nodb.dbo.t', 'error 208'],
    ['SELECT id FROM a.b.c.d', 'error 7202'],
  ],
  'assign row by row': [
    ['DECLARE @x int = 0; SELECT @x += id FROM t; SELECT @x', '10'],
    ["DECLARE @x varchar(9) = ''; SELECT @x = @x + g FROM t ORDER BY id DESC; SELECT @x", 'baba'],
    ['DECLARE @x int = 7; SELECT @x = id FROM t WHERE id > 9; SELECT @x', '7'],
    ['DECLARE @x int; SELECT @x = 1, id FROM t', 'error 141'],
  ],
};

describe('queries', () => {
  let shop: TestSession;
  before(async () => {
    ({ shop } = await openShop());
    await shop.rows(tables);
  });

  for (const [title, queries] of Object.entries(cases)) {
    it(title, async () => {
      const found: Case[] = [];
      for (const [query] of queries) found.push([query, await shown(shop, query)]);
      assert.deepEqual(found, queries);
    });
  }

  it('say which columns may be NULL and which is the identity', async () => {
    const { results } = await shop.run('SELECT c.id, c.a, t.id FROM computed c LEFT JOIN t ON t.id = c.id');
    const columns = results[0]?.columns.map(({ name, nullable, identity }) => ({ name, nullable, identity }));
    assert.deepEqual(columns, [
      { name: 'id', nullable: false, identity: true },
      { name: 'a', nullable: true, identity: false },
      { name: 'id', nullable: true, identity: false },
    ]);
  });
});

async function shown(session: TestSession, query: string): Promise<string> {
  const { results, messages } = await session.run(query);
  const errors = messages.filter(({ severity }) => severity > 10);
  if (errors.length > 0) return `error ${errors.map(({ number }) => number).join(',')}`;
  const { columns = [], rows = [] } = results.at(-1) ?? {};
  const cell = (value: (typeof rows)[number][number], index: number) => {
    const type = columns[index]?.type;
    return value === null || !type ? 'NULL' : toText(value, type);
  };
  return rows.map((row) => row.map((value, index) => cell(value, index)).join('|')).join(' ');
}
