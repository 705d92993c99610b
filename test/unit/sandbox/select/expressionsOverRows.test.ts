import assert from 'node:assert/strict';
import { compileSelect } from '../../../sandbox/select/compileSelect';
import { pause } from '../../../sandbox/query/queryEnvironment';
import { parseBatch } from '../../../sandbox/syntax/parser';
import { toText } from '../../../sandbox/values/format';
import type { SqlValue } from '../../../sandbox/values/sqlValue';
import { createEnvironment, type TestEnvironment } from './environment';

function amount(hundredths: number): SqlValue {
  return { kind: 'decimal', unscaled: BigInt(hundredths), scale: 2 };
}

function shop(): TestEnvironment {
  const environment = createEnvironment();
  environment.addTable(
    'Sales',
    ['Id int NOT NULL', 'Region varchar(10)', 'Product nvarchar(10)', 'Amount decimal(9,2)', 'Units int'],
    [
      [1, 'North', 'Apple', amount(1000), 3],
      [2, 'North', 'Pear', amount(2000), 1],
      [3, 'South', 'apple', amount(500), null],
      [4, 'South', 'Plum', null, 7],
      [5, null, 'Pear', amount(250), 1],
      [6, 'north', 'Plum', amount(1000), 4],
    ],
  );
  environment.addTable('Empty', ['Id int'], []);
  return environment;
}

/** Rows as the product would print them, `cell|cell`. */
function rows(text: string, environment: TestEnvironment = shop()): string[] {
  const [statement] = parseBatch(text).statements;
  if (statement?.kind !== 'select') throw new Error('This is no SELECT.');
  const query = compileSelect(statement, environment);
  const result: string[] = [];
  for (const row of query.rows()) {
    if (row === pause) continue;
    result.push(query.columns.map(({ type }, index) => shown(row[index] ?? null, type)).join('|'));
  }
  return result;
}

function shown(value: SqlValue, type: Parameters<typeof toText>[1]): string {
  return value === null ? 'NULL' : toText(value, type);
}

function failure(text: string): string {
  try {
    rows(text);
  } catch (error) {
    if (error instanceof Error && 'number' in error) return `${String(error.number)}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

describe('subqueries', () => {
  it('give one value, NULL without a row, and an error for two', () => {
    assert.deepEqual(rows('SELECT (SELECT MAX(Id) FROM Sales), (SELECT Id FROM Empty)'), ['6|NULL']);
    assert.match(failure('SELECT (SELECT Id FROM Sales)'), /^512: Subquery returned more than 1 value\./);
    assert.match(failure('SELECT (SELECT Id, Units FROM Sales)'), /^116: /);
  });

  it('see the row of the outer query', () => {
    assert.deepEqual(
      rows('SELECT s.Id FROM Sales s WHERE s.Units = (SELECT MAX(t.Units) FROM Sales t WHERE t.Region = s.Region) ORDER BY s.Id'),
      ['4', '6'],
    );
    assert.deepEqual(
      rows('SELECT Id FROM Sales s WHERE NOT EXISTS (SELECT 1 FROM Sales t WHERE t.Product = s.Product AND t.Id <> s.Id)'),
      [],
    );
    assert.deepEqual(
      rows('SELECT Id FROM Sales s WHERE EXISTS (SELECT * FROM Sales t WHERE t.Product = s.Product AND t.Id > s.Id) ORDER BY Id'),
      ['1', '2', '4'],
    );
  });

  it('are members and are compared with three values', () => {
    assert.deepEqual(rows('SELECT Id FROM Sales WHERE Units IN (SELECT Units FROM Sales WHERE Id IN (1, 3))'), ['1']);
    assert.deepEqual(rows('SELECT Id FROM Sales WHERE Units NOT IN (SELECT Units FROM Sales WHERE Id IN (1, 3))'), []);
    assert.deepEqual(rows('SELECT Id FROM Sales WHERE Units NOT IN (SELECT Id FROM Empty) ORDER BY Id'), ['1', '2', '3', '4', '5', '6']);
    assert.deepEqual(rows('SELECT Id FROM Sales WHERE Units >= ALL (SELECT Units FROM Sales WHERE Units IS NOT NULL)'), ['4']);
    assert.deepEqual(rows('SELECT Id FROM Sales WHERE Units < ANY (SELECT Units FROM Sales WHERE Id = 1) ORDER BY Id'), ['2', '5']);
    assert.deepEqual(rows('SELECT Id FROM Sales WHERE Units > ALL (SELECT Units FROM Sales)'), []);
  });
});

describe('grouping', () => {
  it('puts rows together that compare equal', () => {
    assert.deepEqual(rows('SELECT Region, COUNT(*), SUM(Amount), COUNT(Amount), AVG(Units) FROM Sales GROUP BY Region ORDER BY Region'), [
      'NULL|1|2.50|1|1',
      'North|3|40.00|3|2',
      'South|2|5.00|1|7',
    ]);
    assert.deepEqual(rows('SELECT COUNT(DISTINCT Product), COUNT(DISTINCT Region), MIN(Product), MAX(Amount) FROM Sales'), [
      '3|2|Apple|20.00',
    ]);
  });

  it('gives one row over no rows only without GROUP BY', () => {
    assert.deepEqual(rows('SELECT COUNT(*), SUM(Id) FROM Empty'), ['0|NULL']);
    assert.deepEqual(rows('SELECT Id, COUNT(*) FROM Empty GROUP BY Id'), []);
  });

  it('groups by expressions and reads them where they are repeated', () => {
    assert.deepEqual(rows('SELECT Id % 2 + 1, COUNT(*) FROM Sales GROUP BY Id % 2 ORDER BY Id % 2'), ['1|3', '2|3']);
    assert.deepEqual(rows('SELECT YEAR(DATEADD(day, s.Id, 0)), MAX(id) FROM Sales AS s GROUP BY YEAR(DATEADD(day, Id, 0))'), ['1900|6']);
  });

  it('names columns that are not grouped', () => {
    const reason = 'because it is not contained in either an aggregate function or the GROUP BY clause.';
    assert.equal(failure('SELECT Id FROM Sales GROUP BY Region'), `8120: Column 'Sales.Id' is invalid in the select list ${reason}`);
    assert.equal(failure('SELECT s.Id, COUNT(*) FROM dbo.Sales s'), `8120: Column 's.Id' is invalid in the select list ${reason}`);
    assert.equal(
      failure('SELECT Region FROM Sales GROUP BY Region HAVING Id > 1'),
      `8121: Column 'Sales.Id' is invalid in the HAVING clause ${reason}`,
    );
    assert.equal(
      failure('SELECT Region FROM dbo.Sales GROUP BY Region ORDER BY Id'),
      `8127: Column "dbo.Sales.Id" is invalid in the ORDER BY clause ${reason}`,
    );
    assert.match(failure('SELECT Id FROM Sales WHERE COUNT(*) > 1'), /^147: An aggregate may not appear in the WHERE clause/);
    assert.match(failure('SELECT SUM(COUNT(*)) FROM Sales'), /^130: /);
    assert.match(failure('SELECT (SELECT SUM(s.Id)) FROM Sales s'), /^50999: /);
    assert.match(failure('SELECT 1 FROM Sales GROUP BY 1'), /^164: /);
    assert.match(failure('SELECT SUM(Region) FROM Sales'), /^8117: Operand data type varchar is invalid for sum operator\./);
  });

  it('keeps groups that HAVING wants and reads grouped columns in subqueries', () => {
    assert.deepEqual(rows("SELECT Region FROM Sales GROUP BY Region HAVING COUNT(*) > 1 AND Region LIKE 'S%'"), ['South']);
    assert.deepEqual(
      rows('SELECT s.Region, (SELECT COUNT(*) FROM Sales t WHERE t.Region = s.Region) FROM Sales s GROUP BY s.Region ORDER BY 1'),
      ['NULL|0', 'North|3', 'South|2'],
    );
  });

  it('sums over several sets', () => {
    assert.deepEqual(
      rows(
        "SELECT Region, Product, COUNT(*), GROUPING(Region), GROUPING_ID(Region, Product) FROM Sales WHERE Region = 'South' GROUP BY ROLLUP(Region, Product) ORDER BY GROUPING_ID(Region, Product), Product",
      ),
      ['South|apple|1|0|0', 'South|Plum|1|0|0', 'South|NULL|2|0|1', 'NULL|NULL|2|1|3'],
    );
    assert.deepEqual(rows('SELECT Id, COUNT(*) FROM Empty GROUP BY GROUPING SETS ((Id), ())'), ['NULL|0']);
  });

  it('joins text in order', () => {
    assert.deepEqual(rows("SELECT STRING_AGG(Product, ', ') WITHIN GROUP (ORDER BY Id DESC) FROM Sales WHERE Id < 4"), [
      'apple, Pear, Apple',
    ]);
    assert.deepEqual(rows('SELECT JSON_ARRAYAGG(Units NULL ON NULL) FROM Sales WHERE Id < 4'), ['[3,1,null]']);
    assert.deepEqual(rows('SELECT JSON_OBJECTAGG(Product: Units) FROM Sales WHERE Id < 3'), ['{"Apple":3,"Pear":1}']);
  });
});

describe('long loops', () => {
  it('pause while they take rows without giving one', () => {
    const environment = createEnvironment();
    environment.addTable(
      'Many',
      ['Id int NOT NULL'],
      Array.from({ length: 9000 }, (_, index) => [index]),
    );
    const [statement] = parseBatch('SELECT COUNT(*) FROM Many WHERE Id >= (SELECT COUNT(*) FROM Many WHERE Id < 0)').statements;
    if (statement?.kind !== 'select') throw new Error('This is no SELECT.');
    const steps = [...compileSelect(statement, environment).rows()];
    assert.deepEqual(steps.at(-1), [9000]);
    assert.ok(steps.length > 3);
    assert.ok(environment.checkpoints > 0);
  });
});

describe('windows', () => {
  it('rank rows', () => {
    assert.deepEqual(
      rows(
        'SELECT Id, ROW_NUMBER() OVER (ORDER BY Amount DESC, Id), RANK() OVER (ORDER BY Amount), DENSE_RANK() OVER (ORDER BY Amount), NTILE(4) OVER (ORDER BY Id) FROM Sales ORDER BY Id',
      ),
      ['1|2|4|4|1', '2|1|6|5|1', '3|4|3|3|2', '4|6|1|1|2', '5|5|2|2|3', '6|3|4|4|4'],
    );
    assert.deepEqual(rows('SELECT PERCENT_RANK() OVER (ORDER BY Id), CUME_DIST() OVER (ORDER BY Id) FROM Sales WHERE Id < 3 ORDER BY Id'), [
      '0|0.5',
      '1|1',
    ]);
  });

  it('number rows within partitions', () => {
    assert.deepEqual(rows('SELECT Id, ROW_NUMBER() OVER (PARTITION BY Region ORDER BY Id DESC) FROM Sales ORDER BY Id'), [
      '1|3',
      '2|2',
      '3|2',
      '4|1',
      '5|1',
      '6|1',
    ]);
  });

  it('look at neighbours and edges', () => {
    assert.deepEqual(
      rows(
        'SELECT Id, LAG(Units) OVER (ORDER BY Id), LEAD(Units, 2, -1) OVER (ORDER BY Id), LAG(Units) IGNORE NULLS OVER (ORDER BY Id), FIRST_VALUE(Id) OVER (PARTITION BY Region ORDER BY Id), LAST_VALUE(Id) OVER (PARTITION BY Region ORDER BY Id) FROM Sales ORDER BY Id',
      ),
      ['1|NULL|NULL|NULL|1|1', '2|3|7|3|1|2', '3|1|1|1|3|3', '4|NULL|4|1|3|4', '5|7|-1|7|5|5', '6|1|-1|1|1|6'],
    );
  });

  it('aggregate over frames', () => {
    assert.deepEqual(
      rows(
        `SELECT Id, SUM(Units) OVER (), SUM(Id) OVER (ORDER BY Id), SUM(Id) OVER (ORDER BY Id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING),
          COUNT(*) OVER (ORDER BY Region), SUM(Id) OVER (ORDER BY Id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING),
          COUNT(*) OVER (ORDER BY Id ROWS BETWEEN 3 PRECEDING AND 2 PRECEDING)
         FROM Sales ORDER BY Id`,
      ),
      ['1|16|1|3|4|21|0', '2|16|3|6|4|20|0', '3|16|6|9|6|18|1', '4|16|10|12|6|15|2', '5|16|15|15|1|11|2', '6|16|21|11|4|6|2'],
    );
  });

  it('find percentiles', () => {
    assert.deepEqual(
      rows(
        'SELECT DISTINCT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY Units) OVER (), PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY Id) OVER () FROM Sales',
      ),
      ['3|3'],
    );
  });

  it('stand over groups', () => {
    assert.deepEqual(
      rows('SELECT Region, SUM(COUNT(*)) OVER (), RANK() OVER (ORDER BY COUNT(*) DESC) FROM Sales GROUP BY Region ORDER BY Region'),
      ['NULL|6|3', 'North|6|1', 'South|6|2'],
    );
  });

  it('are refused where they cannot be', () => {
    assert.match(failure('SELECT ROW_NUMBER() FROM Sales'), /^10753: The function 'ROW_NUMBER' must have an OVER clause\./);
    assert.match(failure('SELECT ROW_NUMBER() OVER () FROM Sales'), /^4112: /);
    assert.match(failure('SELECT 1 FROM Sales WHERE ROW_NUMBER() OVER (ORDER BY Id) = 1'), /^4108: /);
    assert.match(failure('SELECT SUM(ROW_NUMBER() OVER (ORDER BY Id)) OVER () FROM Sales'), /^4109: /);
    assert.match(failure('SELECT ROW_NUMBER() OVER (ORDER BY 1) FROM Sales'), /^5308: /);
    assert.match(failure('SELECT COUNT(DISTINCT Id) OVER () FROM Sales'), /^10759: /);
    assert.match(failure('SELECT SUM(Id) OVER (ORDER BY Id RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM Sales'), /^4194: /);
  });
});
