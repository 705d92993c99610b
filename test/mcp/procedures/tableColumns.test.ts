import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox } from '../../sandbox/startSandbox';
import { call } from '../support/mcpHost';
import { ProductHost } from '../support/productHost';
import { rowsOf } from './procedureAnswer';
import { typeCases } from './typeCases';

/** rowversion is filled by the server; the CLR types need conversions that the sandbox does not have. */
const columnCases = typeCases.filter(({ type }) => !['rowversion', 'hierarchyid', 'geography', 'geometry'].includes(type));
/** A sql_variant in a row cannot carry text of a code page. */
const isNarrowVariant = (value: unknown): boolean => /"type":"(?:var)?char/u.test(JSON.stringify(value));
/** Longer texts are tested one by one; an answer would shorten them. */
const longest = 1000;

describe('columns of every type in a table-valued parameter', () => {
  let sandbox: Sandbox;
  let host: ProductHost;
  let client: Client;
  before(async () => {
    sandbox = await startSandbox({ profile: '2025' });
    host = await ProductHost.start({ server: sandbox.connectionString() });
    client = await host.client();
    const columns = columnCases.map(({ type }, index) => `c${String(index)} ${type} NULL`);
    await sandbox.engine.runScript(`USE SprocketShop;
GO
CREATE TYPE dbo.EveryType AS TABLE (${columns.join(', ')});
GO
CREATE PROCEDURE dbo.usp_EveryColumn @rows dbo.EveryType READONLY AS SELECT * FROM @rows;`);
  });
  after(async () => {
    await host.close();
    await host.removeDirectory();
    await sandbox.close();
  });

  it('come back as they went in, digit for digit, and from the script, too', async () => {
    const values = columnCases.map(({ exact, read }) =>
      [...exact.map((value) => [value, value] as const), ...(read ?? []), [null, null] as const].filter(
        ([value]) => JSON.stringify(value).length < longest && !isNarrowVariant(value),
      ),
    );
    const count = Math.max(...values.map((each) => each.length));
    const pick = (row: number, side: 0 | 1): unknown[] => values.map((each) => each[row % each.length]?.[side]);
    const numbers = Array.from({ length: count }, (_, row) => row);
    const rows = numbers.map((row) => Object.fromEntries(pick(row, 0).map((value, column) => [`c${String(column)}`, value])));
    const expected = numbers.map((row) => pick(row, 1));
    const input = { procedure_name: 'dbo.usp_EveryColumn', parameters: { rows } };
    const answer = await call(client, 'execute_stored_procedure', input);
    assert.equal(answer.isError, false, answer.text.slice(0, 2000));
    assert.deepEqual(rowsOf(answer)[0], expected);
    const dry = await call(client, 'execute_stored_procedure', { ...input, dry_run: true });
    const pasted = await call(client, 'execute_query', { query: dry.structured['script'] });
    assert.deepEqual(rowsOf(pasted)[0], expected, pasted.text.slice(0, 2000));
  });

  for (const [index, { type, refused }] of columnCases.entries()) {
    it(`of ${type} refuse what a parameter of the type refuses`, async () => {
      for (const [value, reason] of refused) {
        const parameters = { rows: [{ [`c${String(index)}`]: value }] };
        const { text } = await call(client, 'execute_stored_procedure', { procedure_name: 'dbo.usp_EveryColumn', parameters });
        assert.match(text, new RegExp(`@rows\\[0\\]\\.c${String(index)} `, 'u'));
        assert.match(text, reason);
      }
    });
  }
});
