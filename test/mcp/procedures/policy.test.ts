import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SprocketError } from '../../../src/core/errors';
import type { ProcedureFacts } from '../../../src/core/procedures/procedurePort';
import { allowAll } from '../../../src/core/safety/policy';
import { noProcedures } from '../../unit/support/stubProcedures';
import { call, errorOf } from '../support/mcpHost';
import { StubHost } from '../support/stubHost';

const facts: ProcedureFacts = {
  database: 'shop',
  schema: 'dbo',
  name: 'usp_Pay',
  objectId: 7,
  kind: 'sql',
  isSystem: false,
  createdAt: '2024-01-01T00:00:00.000',
  modifiedAt: '2024-01-01T00:00:00.000',
  canExecute: true,
  isEncrypted: false,
  definition: "CREATE PROCEDURE dbo.usp_Pay @amount decimal(9, 2), @to nvarchar(20) = N'nobody' AS RETURN 0",
  usesQuotedIdentifier: true,
  parameters: [
    {
      name: 'amount',
      ordinal: 1,
      type: { text: 'decimal(9,2)', kind: 'system', base: 'decimal', baseText: 'decimal(9,2)' },
      isOutput: false,
      isCursor: false,
      nullable: true,
    },
    {
      name: 'to',
      ordinal: 2,
      type: { text: 'nvarchar(20)', kind: 'system', base: 'nvarchar', baseText: 'nvarchar(20)' },
      isOutput: false,
      isCursor: false,
      nullable: true,
    },
  ],
  firstResultSet: null,
  highestNumber: 1,
  isDirect: true,
  notes: [],
};

describe('the policy and procedures', () => {
  let host: StubHost;
  let client: Client;
  before(async () => {
    host = await StubHost.start();
    host.procedures = { ...noProcedures, describeProcedure: () => Promise.resolve({ kind: 'found', facts }) };
    client = await host.client();
  });
  after(async () => {
    await host.stop();
  });
  afterEach(() => {
    host.policy = allowAll;
  });

  const input = { procedure_name: 'dbo.usp_Pay', parameters: { amount: '1.5', to: "O'Neil" } };
  const sql = [
    'USE [shop];',
    'DECLARE @amount decimal(9,2) = 1.50;',
    "DECLARE @to nvarchar(20) = 'O''Neil';",
    'DECLARE @return_value int;',
    'EXEC @return_value = [dbo].[usp_Pay]',
    '    @amount = @amount,',
    '    @to = @to;',
    'SELECT @return_value AS [RETURN];',
    '',
  ].join('\n');

  for (const tool of ['execute_stored_procedure', 'start_stored_procedure']) {
    it(`${tool} is asked about with its very T-SQL before anything is sent`, async () => {
      const asked: unknown[] = [];
      host.policy = {
        check: (request) => {
          asked.push(request);
          return Promise.reject(new SprocketError('refused', 'Nobody pays here.'));
        },
      };
      const sent = host.server.requests.length;
      const error = errorOf(await call(client, tool, input));
      assert.deepEqual([error['kind'], error['message']], ['refused', 'Nobody pays here.']);
      assert.deepEqual(asked, [{ tool, effect: 'write', connection: 'shop', access: 'readWrite', database: 'shop', sql }]);
      assert.equal(host.server.requests.length, sent);
    });

    it(`${tool} asks nobody to show the T-SQL, nor for values that are wrong`, async () => {
      host.policy = { check: () => Promise.reject(new Error('asked')) };
      const { structured } = await call(client, tool, { ...input, dry_run: true });
      assert.equal(structured['script'], sql);
      assert.equal(errorOf(await call(client, tool, { ...input, parameters: {} }))['kind'], 'invalid_input');
    });
  }

  it('lets the session begin that it allows, with the values beside the text', async () => {
    const { structured } = await call(client, 'start_stored_procedure', input);
    const session = host.sessions.find(String(structured['session_id']));
    assert.deepEqual(session?.spec.parameters, [
      { name: 'amount', type: 'decimal(9,2)', value: '1.5' },
      { name: 'to', type: 'nvarchar(20)', value: "O'Neil" },
    ]);
    assert.ok(!session.spec.text.includes('Neil'));
  });
});
