import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { knownHeader, nameToken } from '../../support/procedureHeaders';
import type { KnownParameter, KnownType } from '../../support/procedureHeaders';
import { ProcedureHost, records } from '../support/procedureHost';

/** Types of the sample, with the declaration that the catalog makes of them. */
const declared: Readonly<Record<string, string>> = {
  int: 'int',
  BigInt: 'bigint',
  'decimal(10,2)': 'decimal(10,2)',
  'nvarchar(50)': 'nvarchar(50)',
  'VARCHAR(MAX)': 'varchar(max)',
  'varbinary(8)': 'varbinary(8)',
  sysname: 'sysname',
  'dbo.PhoneNumber': '[dbo].[PhoneNumber]',
  '[dbo].[IdList]': '[dbo].[IdList]',
};
const types = fc.constantFrom<KnownType>(
  { tokens: ['int'], text: 'int', defaults: 'number' },
  { tokens: ['BigInt'], text: 'BigInt', defaults: 'number' },
  { tokens: ['decimal', '(', '10', ',', '2', ')'], text: 'decimal(10,2)', defaults: 'number' },
  { tokens: ['nvarchar', '(', '50', ')'], text: 'nvarchar(50)', defaults: 'text' },
  { tokens: ['VARCHAR', '(', 'MAX', ')'], text: 'VARCHAR(MAX)', defaults: 'text' },
  { tokens: ['varbinary', '(', '8', ')'], text: 'varbinary(8)', defaults: 'bytes' },
  { tokens: ['sysname'], text: 'sysname', defaults: 'text' },
  { tokens: ['dbo', '.', 'PhoneNumber'], text: 'dbo.PhoneNumber', defaults: 'text' },
  { tokens: ['[dbo]', '.', '[IdList]'], text: '[dbo].[IdList]', defaults: 'none' },
);
const count = 200;

/** A parameter as the tool must tell it. */
function expected(parameter: KnownParameter): unknown[] {
  return [
    `@${parameter.name}`,
    declared[parameter.type],
    parameter.output ? 'inout' : 'in',
    parameter.default !== undefined,
    parameter.default?.text ?? null,
  ];
}

describe('procedures with headers at random, over the sandbox', () => {
  let server: ProcedureHost;
  before(async function () {
    this.timeout(120_000);
    server = await ProcedureHost.start();
  });
  after(() => server.stop());

  it(`${String(count)} are created and read back by the tool, every parameter of each`, async () => {
    const names = fc.tuple(
      fc.constant('dbo'),
      nameToken.map(({ value }) => value),
    );
    const headers = fc.sample(knownHeader({ types, names, isRunnable: true }), { numRuns: count, seed: 20_241_108 });
    for (const [index, header] of headers.entries()) {
      const name = `[dbo].[${(header.name[1] ?? '').replaceAll(']', ']]')}]`;
      await server.script(`IF OBJECT_ID(N'${name.replaceAll("'", "''")}') IS NOT NULL DROP PROCEDURE ${name};\nGO\n${header.text}`);
      const { structured, isError, text } = await server.parametersOf(name);
      assert.equal(isError, false, `${String(index)}: ${header.text}\n${text}`);
      assert.deepEqual(
        records(structured).map((row) => [row['name'], row['type'], row['direction'], row['has_default'] ?? false, row['default'] ?? null]),
        header.parameters.map(expected),
        `${String(index)}: ${header.text}`,
      );
    }
  }).timeout(120_000);
});
