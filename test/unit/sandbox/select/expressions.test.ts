import assert from 'node:assert/strict';
import { compileExpression, compileCondition } from '../../../sandbox/select/compileExpression';
import { parseBatch } from '../../../sandbox/syntax/parser';
import type { Expression } from '../../../sandbox/syntax/expressionAst';
import { toText } from '../../../sandbox/values/format';
import { formatType } from '../../../sandbox/values/types';
import { createEnvironment, type TestEnvironment } from './environment';

function expressionOf(text: string): Expression {
  const [statement] = parseBatch(`SELECT ${text}`).statements;
  if (statement?.kind !== 'select' || statement.query.body.kind !== 'selectBody') throw new Error('This is no SELECT.');
  const [item] = statement.query.body.items;
  if (item?.kind !== 'expression') throw new Error('This is no expression.');
  return item.expression;
}

/** The value as the product would print it. */
function value(text: string, environment: TestEnvironment = createEnvironment()): string | null {
  const compiled = compileExpression(expressionOf(text), environment);
  const result = compiled.evaluate();
  return result === null ? null : toText(result, compiled.type);
}

function type(text: string): string {
  return formatType(compileExpression(expressionOf(text), createEnvironment()).type);
}

function holds(condition: string, environment: TestEnvironment = createEnvironment()): string {
  const [statement] = parseBatch(`IF ${condition} PRINT 1`).statements;
  if (statement?.kind !== 'if') throw new Error('This is no condition.');
  if (compileCondition(statement.condition, environment)()) return 'true';
  const negated = parseBatch(`IF NOT (${condition}) PRINT 1`).statements[0];
  if (negated?.kind !== 'if') throw new Error('This is no condition.');
  return compileCondition(negated.condition, environment)() ? 'false' : 'unknown';
}

function failure(text: string): string {
  try {
    value(text);
  } catch (error) {
    if (error instanceof Error && 'number' in error) return `${String(error.number)}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

describe('expressions without columns', () => {
  it('calculate with the types of their operands', () => {
    assert.equal(value('7 / 2'), '3');
    assert.equal(value('7 / 2.0'), '3.500000');
    assert.equal(type('1 + 1.50'), 'decimal(4,2)');
    assert.equal(value("'5' + 3"), '8');
    assert.equal(value("'a' + N'b'"), 'ab');
    assert.equal(type("'abc' + N'b'"), 'nvarchar(4)');
    assert.equal(value('-(-5)'), '5');
    assert.equal(value('~5'), '-6');
    assert.equal(value('1 + NULL'), null);
    assert.equal(value('5 & 6 | 8 ^ 1'), '13');
  });

  it('raise the errors of evaluation and of types', () => {
    assert.equal(failure('1 / 0'), '8134: Divide by zero error encountered.');
    assert.match(failure("'a' * 'b'"), /^8117: /);
    assert.match(failure("1 + 'x'"), /^245: Conversion failed/);
    assert.equal(failure('x'), "207: Invalid column name 'x'.");
    assert.equal(failure('t.x'), '4104: The multi-part identifier "t.x" could not be bound.');
    assert.equal(failure('@missing'), '137: Must declare the scalar variable "@missing".');
    assert.equal(failure('NO_SUCH(1)'), "195: 'NO_SUCH' is not a recognized built-in function name.");
    assert.match(failure('dbo.nothing(1)'), /^4121: Cannot find either column "dbo"/);
    assert.equal(failure('LEN()'), '174: The len function requires 1 argument(s).');
  });

  it('evaluate only what is needed', () => {
    assert.equal(value('CASE WHEN 1 = 1 THEN 5 ELSE 1 / 0 END'), '5');
    assert.equal(value("COALESCE(NULL, 'a', CAST(1 / 0 AS varchar(10)))"), 'a');
    assert.equal(value('IIF(2 > 1, 1, 1 / 0)'), '1');
    assert.equal(value('CHOOSE(2, 1 / 0, 7)'), '7');
    assert.equal(value('ISNULL(3, 1 / 0)'), '3');
  });

  it('give CASE the common type of its results', () => {
    assert.equal(type("CASE 1 WHEN 1 THEN 'a' WHEN 2 THEN N'abc' ELSE NULL END"), 'nvarchar(3)');
    assert.equal(value("CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN N'abc' END"), 'abc');
    assert.equal(value("CASE 3 WHEN 1 THEN 'a' END"), null);
    assert.match(failure('CASE WHEN 1 = 1 THEN NULL END'), /^8133: /);
    assert.match(failure('COALESCE(NULL, NULL)'), /^4127: /);
    assert.equal(value("ISNULL(CAST(NULL AS varchar(2)), 'abcdef')"), 'ab');
    assert.equal(value("NULLIF('a', 'A')"), null);
    assert.match(failure('NULLIF(NULL, 1)'), /^4151: /);
  });

  it('convert', () => {
    assert.equal(value("CAST('12.345' AS decimal(5, 2))"), '12.35');
    assert.equal(type('CAST(1 AS varchar)'), 'varchar(30)');
    assert.equal(value("TRY_CAST('x' AS int)"), null);
    assert.equal(value("CONVERT(varchar(10), CAST('2026-03-04' AS date), 103)"), '04/03/2026');
    assert.equal(value("PARSE('1,234' AS int)"), '1234');
    assert.equal(failure("PARSE('x' AS int)"), "9819: Error converting string value 'x' into data type int using culture 'en-US'.");
    assert.equal(value("CAST('2026-07-01 12:00' AS datetime2(0)) AT TIME ZONE 'UTC'"), '2026-07-01 12:00:00 +00:00');
    assert.equal(failure("'a' COLLATE nothing"), "448: Invalid collation 'nothing'.");
    assert.match(failure('1 COLLATE Latin1_General_BIN2'), /^447: /);
  });

  it('call functions of all sources', () => {
    assert.equal(value("UPPER('a') + DB_NAME()"), 'Ashop');
    assert.equal(value("DATEADD(day, 1, CAST('2026-02-28' AS date))"), '2026-03-01');
    assert.equal(value("TRIM('x' FROM 'xax')"), 'a');
    assert.equal(value("TRIM(LEADING 'x' FROM 'xax')"), 'ax');
    assert.equal(value("JSON_OBJECT('a': 1, 'b': NULL ABSENT ON NULL)"), '{"a":1}');
    assert.equal(value('@@ROWCOUNT'), '7');
    assert.equal(value('ROUND(12.345, -1)'), '10.000');
    assert.equal(value('YEAR(GETDATE())')?.length, 4);
  });

  it('read variables when they are evaluated', () => {
    const environment = createEnvironment();
    environment.set('@a', 'int', 1);
    const compiled = compileExpression(expressionOf('@A + 1'), environment);
    assert.equal(compiled.evaluate(), 2);
    environment.assignVariable('@a', 5);
    assert.equal(compiled.evaluate(), 6);
  });

  it('take values of sequences one by one', () => {
    const environment = createEnvironment();
    environment.database.schemas.get('dbo')?.sequences.set('numbers', {
      objectId: 1,
      name: 'numbers',
      type: { name: 'int' },
      start: 1n,
      increment: 1n,
      minimum: 1n,
      maximum: 2n,
      cycle: false,
      current: null,
    });
    const compiled = compileExpression(expressionOf('NEXT VALUE FOR dbo.numbers'), environment);
    assert.deepEqual([compiled.evaluate(), compiled.evaluate()], [1, 2]);
    assert.throws(() => compiled.evaluate(), { number: 11728 });
  });
});

describe('conditions', () => {
  it('have three values', () => {
    assert.equal(holds('1 = 1'), 'true');
    assert.equal(holds('1 = NULL'), 'unknown');
    assert.equal(holds('1 = NULL OR 1 = 1'), 'true');
    assert.equal(holds('1 = NULL AND 1 = 2'), 'false');
    assert.equal(holds('NULL IS NULL AND 1 IS NOT NULL'), 'true');
    assert.equal(holds('NULL IS NOT DISTINCT FROM NULL'), 'true');
    assert.equal(holds('1 IS DISTINCT FROM NULL'), 'true');
    assert.equal(holds('1 IS DISTINCT FROM 1'), 'false');
  });

  it('find members of lists', () => {
    assert.equal(holds('1 IN (1, 2)'), 'true');
    assert.equal(holds('3 IN (1, 2)'), 'false');
    assert.equal(holds('3 IN (1, NULL)'), 'unknown');
    assert.equal(holds('3 NOT IN (1, NULL)'), 'unknown');
    assert.equal(holds("'A' IN ('a', 'b')"), 'true');
    assert.equal(holds("1 IN ('1', '2')"), 'true');
    assert.equal(holds('1.0 IN (1)'), 'true');
  });

  it('compare text by collation and length', () => {
    assert.equal(holds("'a ' = 'A'"), 'true');
    assert.equal(holds("'a' COLLATE Latin1_General_BIN2 = 'A'"), 'false');
    assert.equal(holds("'A' = 'a' COLLATE Latin1_General_BIN2"), 'false');
    assert.equal(holds("'abc' LIKE 'a%'"), 'true');
    assert.equal(holds("'abc' NOT LIKE '_b'"), 'true');
    assert.equal(holds("'50%' LIKE '50!%' ESCAPE '!'"), 'true');
    assert.equal(holds("123 LIKE '1%'"), 'true');
    assert.equal(holds("NULL LIKE 'a'"), 'unknown');
    assert.equal(holds("'b' BETWEEN 'A' AND 'C'"), 'true');
    assert.equal(holds('5 NOT BETWEEN 1 AND NULL'), 'unknown');
    assert.equal(holds("'2026-01-02' > CAST('2026-01-01' AS date)"), 'true');
  });

  it('know NULL with ANSI_NULLS OFF', () => {
    const environment = createEnvironment();
    environment.settings.ansiNulls = false;
    assert.equal(holds('NULL = NULL', environment), 'true');
    assert.equal(holds('1 <> NULL', environment), 'true');
  });
});
