import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { toolNames } from '../support/toolNames';
import { StubHost } from './support/stubHost';

describe('tool list', () => {
  let host: StubHost;
  before(async () => {
    host = await StubHost.start();
  });
  after(() => host.stop());

  it('introduces the server', async () => {
    const client = await host.client();
    assert.equal(client.getServerVersion()?.name, 'sprocket');
    assert.equal(client.getServerVersion()?.version, '1.2.3');
    assert.match(client.getInstructions() ?? '', /list_connections/u);
  });

  it('has exactly these tools, sorted', async () => {
    const { tools } = await (await host.client()).listTools();
    assert.deepEqual(
      tools.map((tool) => tool.name),
      toolNames,
    );
  });

  it('gives every tool four hints, a title and both schemas', async () => {
    const { tools } = await (await host.client()).listTools();
    const readers = [
      'get_server_capabilities',
      'get_session_result',
      'get_session_status',
      'get_stored_procedure_definition',
      'get_stored_procedure_parameters',
      'get_table_foreign_keys',
      'get_table_indexes',
      'get_table_schema',
      'get_table_statistics',
      'list_connections',
      'list_databases',
      'list_sessions',
      'list_stored_procedures',
      'list_tables',
    ];
    for (const tool of tools) {
      const reads = readers.includes(tool.name);
      assert.deepEqual(
        tool.annotations,
        {
          title: tool.title,
          readOnlyHint: reads,
          destructiveHint: !reads && tool.name !== 'cancel_session',
          idempotentHint: reads || tool.name === 'cancel_session',
          openWorldHint: false,
        },
        tool.name,
      );
      assert.equal(tool.inputSchema['additionalProperties'], false, tool.name);
      assert.ok(tool.outputSchema?.properties?.['error'], tool.name);
    }
  });

  it('costs a model little', async () => {
    const { tools } = await (await host.client()).listTools();
    const paid = JSON.stringify(tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })));
    // Nineteen tools may cost 2,500 tokens, about four characters each.
    assert.ok(paid.length / tools.length < (2_500 * 4) / 19, `${String(Math.round(paid.length / tools.length))} characters per tool`);
  });

  it('leaves out what is switched off, and tells clients', async () => {
    const client = await host.client();
    const told = new Promise<void>((resolve) => {
      client.fallbackNotificationHandler = (notification) => {
        assert.equal(notification.method, 'notifications/tools/list_changed');
        resolve();
        return Promise.resolve();
      };
    });
    // The stream for notifications is opened behind the handshake.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = host.settings.current;
    host.settings.update({ ...before, disabledTools: new Set(['execute_query']) });
    await told;
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map((tool) => tool.name),
      toolNames.filter((name) => name !== 'execute_query'),
    );
    await assert.rejects(client.callTool({ name: 'execute_query', arguments: { query: 'numbers' } }), /switched off/u);
    host.settings.update(before);
  });

  it('refuses an unknown tool with the closest name', async () => {
    const client = await host.client();
    await assert.rejects(client.callTool({ name: 'execute_querry' }), /Closest: execute_query/u);
  });
});
