import assert from 'node:assert/strict';
import type { QueryBody, TableSource } from '../../../sandbox/syntax/queryAst';
import { selectOf, shape, statementOf } from './support';

const bodyShape = (body: QueryBody): string =>
  body.kind === 'setOperation'
    ? `(${bodyShape(body.left)} ${body.operator} ${bodyShape(body.right)})`
    : body.kind === 'selectBody'
      ? body.items.map((item) => (item.kind === 'expression' ? shape(item.expression) : item.kind)).join(',')
      : body.kind;

const sourceShape = (source: TableSource): string => {
  switch (source.kind) {
    case 'table':
      return source.alias ?? source.name.parts.join('.');
    case 'join':
      return `(${sourceShape(source.left)} ${source.type} ${sourceShape(source.right)})`;
    case 'apply':
      return `(${sourceShape(source.left)} ${source.outer ? 'OUTER' : 'CROSS'} APPLY ${sourceShape(source.right)})`;
    case 'pivot':
      return `${source.unpivot ? 'UNPIVOT' : 'PIVOT'}(${sourceShape(source.source)})`;
    case 'functionTable':
      return `${source.name.parts.join('.')}() ${source.alias ?? ''}`;
    case 'variableTable':
      return source.name;
    case 'derived':
      return `[${source.alias}]`;
  }
};

const from = (text: string): string[] => selectOf(`SELECT * FROM ${text}`).from.map(sourceShape);

describe('queries', () => {
  it('read every form of alias', () => {
    const { items } = selectOf("SELECT a = 1, 2 AS b, 3 AS [c d], 4 AS 'e', 5 f, 6 'g', \"h\" = 7, t.i");
    assert.deepEqual(
      items.map((item) => (item.kind === 'expression' ? item.alias : item.kind)),
      ['a', 'b', 'c d', 'e', 'f', 'g', 'h', undefined],
    );
  });
  it('read stars and assignments', () => {
    const { items } = selectOf('SELECT *, t.*, dbo.t.*, @a = 1, @b += 2');
    assert.deepEqual(
      items.map((item) => (item.kind === 'star' ? item.qualifier : item.kind === 'assignment' ? shape(item.expression) : '')),
      [[], ['t'], ['dbo', 't'], '1', '(@b + 2)'],
    );
  });
  it('bind INTERSECT tighter than UNION and EXCEPT', () => {
    const { query } = statementOf('select', 'SELECT 1 UNION SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4');
    assert.equal(bodyShape(query.body), '((1 UNION (2 INTERSECT 3)) EXCEPT 4)');
  });
  it('read joins, also nested ones, and APPLY', () => {
    assert.deepEqual(from('a JOIN b ON 1 = 1 LEFT OUTER HASH JOIN c ON 1 = 1, d CROSS JOIN e'), ['((a INNER b) LEFT c)', '(d CROSS e)']);
    assert.deepEqual(from('a LEFT JOIN b JOIN c ON 1 = 1 ON 2 = 2'), ['(a LEFT (b INNER c))']);
    assert.deepEqual(from('(a JOIN b ON 1 = 1) FULL JOIN c ON 1 = 1'), ['((a INNER b) FULL c)']);
    assert.deepEqual(from("a OUTER APPLY dbo.f(a.x) AS f CROSS APPLY a.d.nodes('/r') AS n(c)"), [
      '((a OUTER APPLY dbo.f() f) CROSS APPLY nodes() n)',
    ]);
  });
  it('read hints old and new', () => {
    for (const text of ['t WITH (NOLOCK, INDEX(ix))', 't AS a WITH (NOLOCK, INDEX = ix)']) {
      const [source] = selectOf(`SELECT * FROM ${text}`).from;
      assert.ok(source?.kind === 'table');
      assert.deepEqual(source.hints, ['NOLOCK', 'INDEX']);
    }
    const [old] = selectOf('SELECT * FROM dbo.t (NOLOCK)').from;
    assert.ok(old?.kind === 'table');
    assert.deepEqual(old.hints, ['NOLOCK']);
  });
  it('read derived tables, VALUES, variables, PIVOT and UNPIVOT', () => {
    assert.deepEqual(from('(SELECT 1) AS d (x), (VALUES (1, 2)) v (a, b), @t AS t'), ['[d]', '[v]', '@t']);
    assert.deepEqual(from('t PIVOT (SUM(x) FOR y IN ([1], [2])) AS p'), ['PIVOT(t)']);
    assert.deepEqual(from('t UNPIVOT (v FOR n IN (a, b)) AS u'), ['UNPIVOT(t)']);
  });
  it('read the columns of OPENJSON', () => {
    const [source] = selectOf("SELECT * FROM OPENJSON(@j, '$.x') WITH (a int '$.a', b nvarchar(max) AS JSON) AS j").from;
    assert.ok(source?.kind === 'functionTable');
    assert.deepEqual(
      source.withColumns?.map(({ name, path, asJson }) => [name, path, asJson]),
      [
        ['a', '$.a', false],
        ['b', undefined, true],
      ],
    );
  });
  it('write out ROLLUP, CUBE and GROUPING SETS', () => {
    const sets = (text: string): string[] =>
      selectOf(`SELECT 1 FROM t GROUP BY ${text}`).groupBy?.sets.map((set) => set.map(shape).join()) ?? [];
    assert.deepEqual(sets('a, b'), ['a,b']);
    assert.deepEqual(sets('ROLLUP (a, b)'), ['a,b', 'a', '']);
    assert.deepEqual(sets('a, b WITH ROLLUP'), ['a,b', 'a', '']);
    assert.deepEqual(sets('CUBE (a, b)'), ['a,b', 'a', 'b', '']);
    assert.deepEqual(sets('GROUPING SETS ((a, b), a, ())'), ['a,b', 'a', '']);
    assert.deepEqual(sets('a, ROLLUP (b, (c, d))'), ['a,b,c,d', 'a,b', 'a']);
    assert.deepEqual(sets('(a + b) * 2'), ['((a + b) * 2)']);
  });
  it('read TOP, OFFSET, FOR and OPTION', () => {
    assert.deepEqual(
      [selectOf('SELECT TOP (5) PERCENT WITH TIES a FROM t ORDER BY a').top].map((top) => [top?.percent, top?.withTies]),
      [[true, true]],
    );
    const { query, maxRecursion } = statementOf(
      'select',
      "SELECT a FROM t ORDER BY a OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY FOR JSON PATH, ROOT('r'), INCLUDE_NULL_VALUES OPTION (RECOMPILE, MAXRECURSION 7)",
    );
    assert.deepEqual([query.offset && shape(query.offset), query.fetch && shape(query.fetch), maxRecursion], ['5', '10', 7]);
    assert.deepEqual(query.forClause, {
      kind: 'json',
      mode: 'PATH',
      root: 'r',
      includeNullValues: true,
      withoutArrayWrapper: false,
      type: false,
      elements: false,
    });
  });
  it('read CTEs in front of every kind of DML', () => {
    const { with: ctes } = statementOf('select', 'WITH a AS (SELECT 1 AS x), b (y) AS (SELECT x FROM a) SELECT * FROM b');
    assert.deepEqual(
      ctes.map(({ name, columns }) => [name, columns]),
      [
        ['a', []],
        ['b', ['y']],
      ],
    );
    assert.equal(statementOf('delete', 'WITH a AS (SELECT 1 AS x) DELETE FROM a').with.length, 1);
  });
});
