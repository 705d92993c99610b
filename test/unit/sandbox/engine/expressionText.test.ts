import assert from 'node:assert/strict';
import { expressionText } from '../../../sandbox/engine/ddl/expressionText';
import { parseBatch } from '../../../sandbox/syntax/parser';

function defaultText(expression: string): string | undefined {
  const [statement] = parseBatch(`CREATE TABLE t (a int CHECK (${expression}))`).statements;
  assert.ok(statement?.kind === 'createTable');
  const constraint = statement.definition.columns[0]?.constraints[0];
  assert.ok(constraint?.kind === 'check');
  return expressionText(constraint.expression);
}

describe('texts of constraints', () => {
  const cases: [string, string][] = [
    ['Quantity > 0', '([Quantity]>(0))'],
    ['a > 0 AND b < 10 OR c = 1', '([a]>(0) AND [b]<(10) OR [c]=(1))'],
    ['(a > 0 OR b < 10) AND c = 1', '(([a]>(0) OR [b]<(10)) AND [c]=(1))'],
    ["Status IN ('new', 'paid')", "([Status]='paid' OR [Status]='new')"],
    ['a BETWEEN 1 AND 5', '([a]>=(1) AND [a]<=(5))'],
    ["Code LIKE N'[A-Z]%'", "([Code] like N'[A-Z]%')"],
    ['LEN(Name) >= -1', '(len([Name])>=(-1))'],
    ['a IS NOT NULL', '([a] IS NOT NULL)'],
    ['CAST(a AS decimal(10, 2)) < 1.50', '(CONVERT([decimal](10,2),[a])<(1.50))'],
    ['DATEDIFF(day, a, b) > 0', '(datediff(day,[a],[b])>(0))'],
  ];
  for (const [source, expected] of cases) {
    it(`keeps ${source} as ${expected}`, () => {
      assert.equal(defaultText(source), expected);
    });
  }
});
