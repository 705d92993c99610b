import assert from 'node:assert/strict';
import { expressionOf, selectOf, shape, withoutPositions } from './support';

const where = (text: string): string => {
  const { where: condition } = selectOf(`SELECT 1 FROM t WHERE ${text}`);
  assert.ok(condition);
  return shape(condition);
};

describe('expressions', () => {
  it('follow the precedence of T-SQL', () => {
    assert.equal(shape(expressionOf('a + b * c - d & e')), '(((a + (b * c)) - d) & e)');
    assert.equal(shape(expressionOf('~a * b')), '((~ a) * b)');
    assert.equal(shape(expressionOf('(a + b) * c')), '((a + b) * c)');
    assert.equal(where('NOT a = 1 AND b = 2 OR c = 3'), '(((NOT (a = 1)) AND (b = 2)) OR (c = 3))');
  });
  it('bind a sign weaker than a multiplication', () => {
    assert.equal(shape(expressionOf('a / -b * c')), '(a / (- (b * c)))');
  });
  it('tell conditions in parentheses from values in them', () => {
    assert.equal(where('((a + 1) * 2 = 5) AND (b) = 1'), '((((a + 1) * 2) = 5) AND (b = 1))');
    assert.equal(where('(a = 1 OR (b = 2))'), '((a = 1) OR (b = 2))');
  });
  it('spell comparison operators one way', () => {
    assert.equal(where('a != 1 AND b !> 2 AND c !< 3 AND d < > 4'), '((((a <> 1) AND (b <= 2)) AND (c >= 3)) AND (d <> 4))');
  });
  it('give constants their types', () => {
    const types = (text: string): unknown => {
      const literal = expressionOf(text);
      assert.ok(literal.kind === 'literal');
      return [literal.type, literal.value];
    };
    assert.deepEqual(types('2147483647'), [{ name: 'int' }, 2147483647]);
    assert.deepEqual(types('2147483648'), [
      { name: 'decimal', precision: 10, scale: 0 },
      { kind: 'decimal', unscaled: 2147483648n, scale: 0 },
    ]);
    assert.deepEqual(types('1.50'), [
      { name: 'decimal', precision: 3, scale: 2 },
      { kind: 'decimal', unscaled: 150n, scale: 2 },
    ]);
    assert.deepEqual(types('0.05'), [
      { name: 'decimal', precision: 2, scale: 2 },
      { kind: 'decimal', unscaled: 5n, scale: 2 },
    ]);
    assert.deepEqual(types('1e3'), [{ name: 'float' }, 1000]);
    assert.deepEqual(types('$1.5'), [{ name: 'money' }, { kind: 'decimal', unscaled: 15000n, scale: 4 }]);
    assert.deepEqual(types("''"), [{ name: 'varchar', length: 1 }, '']);
    assert.deepEqual(types("N'abc'"), [{ name: 'nvarchar', length: 3 }, 'abc']);
    assert.deepEqual(types('0xABC'), [{ name: 'varbinary', length: 2 }, Uint8Array.of(0x0a, 0xbc)]);
    assert.deepEqual(types('NULL'), [{ name: 'int' }, null]);
  });
  it('read CAST, CONVERT and PARSE', () => {
    assert.deepEqual(withoutPositions(expressionOf('TRY_CONVERT(varchar(max), a, 120)')), {
      kind: 'cast',
      type: { name: { parts: ['varchar'] }, arguments: ['max'] },
      operand: { kind: 'column', parts: ['a'] },
      style: { kind: 'literal', type: { name: 'int' }, value: 120 },
      isTry: true,
    });
    const parse = expressionOf("PARSE('1' AS decimal(5, 2) USING 'de-DE')");
    assert.ok(parse.kind === 'cast' && parse.culture?.kind === 'literal');
    assert.deepEqual([parse.type.arguments, parse.culture.value], [[5, 2], 'de-DE']);
  });
  it('read the special forms of calls', () => {
    const call = (text: string): { star?: unknown; distinct?: unknown; keywords?: unknown; args: number } => {
      const read = expressionOf(text);
      assert.ok(read.kind === 'function', read.kind);
      return { star: read.star, distinct: read.distinct, keywords: read.keywords, args: read.arguments.length };
    };
    assert.deepEqual(call('COUNT(*)'), { star: true, distinct: undefined, keywords: undefined, args: 0 });
    assert.deepEqual(call('COUNT(DISTINCT a)'), { star: undefined, distinct: true, keywords: undefined, args: 1 });
    assert.deepEqual(call("TRIM(LEADING 'x' FROM y)").keywords, ['LEADING', 'FROM']);
    assert.deepEqual(call("JSON_OBJECT('a': 1, 'b': c ABSENT ON NULL)"), {
      star: undefined,
      distinct: undefined,
      keywords: ['ABSENT ON NULL'],
      args: 4,
    });
    assert.equal(call('LEFT(a, 1)').args, 2);
    assert.equal(call('CURRENT_TIMESTAMP').args, 0);
    assert.equal(call('IIF(a = 1 AND b > 2, 1, 0)').args, 3);
  });
  it('read windows, frames and named windows', () => {
    const sum = expressionOf('SUM(a) OVER (PARTITION BY b ORDER BY c DESC ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)');
    assert.ok(sum.kind === 'function');
    assert.deepEqual(withoutPositions(sum.over), {
      partitionBy: [{ kind: 'column', parts: ['b'] }],
      orderBy: [{ expression: { kind: 'column', parts: ['c'] }, descending: true }],
      frame: {
        unit: 'ROWS',
        start: { kind: 'preceding', value: { kind: 'literal', type: { name: 'int' }, value: 2 } },
        end: { kind: 'currentRow' },
      },
    });
    const named = expressionOf('RANK() OVER v FROM t WINDOW w AS (PARTITION BY a), v AS (w ORDER BY b)');
    assert.ok(named.kind === 'function');
    assert.deepEqual(withoutPositions(named.over), {
      partitionBy: [{ kind: 'column', parts: ['a'] }],
      orderBy: [{ expression: { kind: 'column', parts: ['b'] }, descending: false }],
    });
  });
  it('read method calls on columns, variables, calls and types', () => {
    const target = (text: string): unknown => {
      const read = expressionOf(text);
      assert.ok(read.kind === 'function');
      return [read.name.parts, read.target?.kind];
    };
    assert.deepEqual(target("d.value('(/a)[1]', 'int')"), [['value'], 'column']);
    assert.deepEqual(target("@x.value('(/a)[1]', 'int')"), [['value'], 'variable']);
    assert.deepEqual(target('geography::Point(1, 2, 4326).ToString()'), [['ToString'], 'function']);
    assert.deepEqual(target('dbo.f(1)'), [['dbo', 'f'], undefined]);
  });
  it('read predicates and postfix operators', () => {
    for (const [text, kind] of [
      ["a NOT LIKE 'x%' ESCAPE '!'", 'like'],
      ['a NOT BETWEEN 1 AND 2', 'between'],
      ['a NOT IN (SELECT 1)', 'in'],
      ['a IS NOT NULL', 'isNull'],
      ['a IS NOT DISTINCT FROM b', 'isDistinct'],
      ['a > SOME (SELECT 1)', 'quantified'],
      ['EXISTS (SELECT 1)', 'exists'],
    ] as const)
      assert.equal(where(text), kind);
    assert.equal(expressionOf('a COLLATE Latin1_General_BIN2').kind, 'collate');
    assert.equal(expressionOf("a AT TIME ZONE 'UTC' AT TIME ZONE N'CET'").kind, 'atTimeZone');
    assert.equal(expressionOf('NEXT VALUE FOR dbo.s').kind, 'nextValue');
    assert.equal(expressionOf('((SELECT 1) UNION (SELECT 2))').kind, 'subquery');
    assert.equal(expressionOf('((SELECT 1) + 1)').kind, 'binary');
    assert.equal(shape(expressionOf('{fn UCASE(a)}')), 'UCASE(a)');
  });
});
