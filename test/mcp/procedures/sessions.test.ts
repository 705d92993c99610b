import assert from 'node:assert/strict';
import { defaultSettings } from '../../../src/core/settings';
import { call } from '../support/mcpHost';
import { ProcedureHost } from '../support/procedureHost';
import { until } from '../support/until';
import { returnedBy, rowsOf } from './procedureAnswer';

describe('stored procedures as sessions', () => {
  let host: ProcedureHost;
  before(async () => {
    host = await ProcedureHost.start();
  });
  after(async () => {
    await host.stop();
  });
  afterEach(() => {
    host.host.settings.update(defaultSettings);
  });

  const start = async (procedure: string, parameters: object): Promise<string> => {
    const { structured } = await host.answer('start_stored_procedure', { procedure_name: procedure, parameters });
    return String(structured['session_id']);
  };

  it('start at once, are listed by name, and tell RETURN and OUTPUT in status and result', async () => {
    const id = await start('dbo.usp_OutputParameters', { left: 2 });
    const status = await host.answer('get_session_status', { session_id: id, wait_seconds: 10 });
    assert.deepEqual([status.structured['status'], status.structured['kind']], ['completed', 'procedure']);
    assert.equal(returnedBy(status)?.outputs['@sum'], 12);
    const result = await host.answer('get_session_result', { session_id: id });
    assert.deepEqual(result.structured['rows'], [[2, 10]]);
    assert.equal(returnedBy(result)?.value, -8);
    const list = await host.answer('list_sessions', {});
    assert.match(list.text, /dbo\.usp_OutputParameters/u);
    const [session] = host.host.sessions.list();
    assert.deepEqual([session?.spec.origin, session?.spec.procedure, session?.resultSets.length], ['agent', 'dbo.usp_OutputParameters', 1]);
  });

  it('bring rows while they run, and are cancelled on the server', async () => {
    const id = await start('dbo.usp_LongRunning', { steps: 1000, delay: '00:00:00.020' });
    await until(() => (host.host.sessions.find(id)?.rows ?? 0) > 2);
    const running = await host.answer('get_session_status', { session_id: id });
    assert.equal(running.structured['status'], 'running');
    assert.equal(returnedBy(running), undefined);
    const cancelled = await host.answer('cancel_session', { session_id: id });
    assert.equal(cancelled.structured['status'], 'cancelled');
    assert.match(String(host.host.sessions.find(id)?.notes), /did not come to its end/u);
  });

  it('turn into a session that goes on when a call takes long', async () => {
    host.host.settings.update({ ...defaultSettings, patienceSeconds: 1 });
    const answer = await call(host.client, 'execute_stored_procedure', {
      procedure_name: 'dbo.usp_LongRunning',
      parameters: { steps: 15, delay: '00:00:00.100' },
    });
    assert.deepEqual([answer.isError, answer.structured['status']], [false, 'running'], answer.text);
    assert.match(answer.text, /It goes on in the background/u);
    const id = answer.structured['session_id'];
    const status = await host.answer('get_session_status', { session_id: id, wait_seconds: 30 });
    assert.equal(status.structured['status'], 'completed');
    assert.equal(returnedBy(status)?.value, 15);
  });

  it('are cancelled on the server when the client cancels its call', async () => {
    const controller = new AbortController();
    const input = { procedure_name: 'dbo.usp_LongRunning', parameters: { steps: 1000 } };
    const pending = call(host.client, 'execute_stored_procedure', input, { signal: controller.signal });
    await until(() => host.host.sessions.list()[0]?.state === 'running' && (host.host.sessions.list()[0]?.rows ?? 0) > 0);
    controller.abort();
    await assert.rejects(pending);
    await until(() => host.host.sessions.list()[0]?.state === 'cancelled');
  });

  it('end at their limits', async () => {
    const input = { procedure_name: 'dbo.usp_LongRunning', parameters: { steps: 100, delay: '00:00:00.010' } };
    const rows = await host.answer('execute_stored_procedure', { ...input, max_rows: 3 });
    assert.deepEqual(rows.structured['truncated'], { reason: 'max_rows', limit: 3 });
    assert.equal(returnedBy(rows), undefined);
    const late = await call(host.client, 'execute_stored_procedure', { ...input, parameters: { steps: 1000 }, timeout_seconds: 1 });
    assert.match(late.text, /took longer than 1 s and was cancelled on the server/u);
  });

  it('are only shown with dry_run, and the script does what the call does', async () => {
    const parameters = {
      customer_id: 1,
      lines: [
        { LineNumber: 1, ProductId: 1, Quantity: '2.5', Note: "it's \\\r\n日本" },
        { LineNumber: 2, ProductId: 2, Quantity: '0.001', UnitPrice: '123456789012345.6789' },
      ],
      remark: null,
      total: '1.5',
    };
    for (const tool of ['execute_stored_procedure', 'start_stored_procedure']) {
      const sessions = host.host.sessions.list().length;
      const dry = await host.answer(tool, { procedure_name: 'sales.usp_QuoteOrder', parameters, dry_run: true });
      assert.equal(host.host.sessions.list().length, sessions);
      const called = await host.answer('execute_stored_procedure', { procedure_name: 'sales.usp_QuoteOrder', parameters });
      const pasted = await host.answer('execute_query', { query: dry.structured['script'], connection: 'server' });
      const { value, outputs } = returnedBy(called) ?? { value: undefined, outputs: {} };
      assert.deepEqual(rowsOf(pasted), [...rowsOf(called), [[value, ...Object.values(outputs)]]]);
      const counts = called.structured['rows_affected'];
      assert.ok(Array.isArray(counts));
      assert.deepEqual(pasted.structured['row_count'], Number(called.structured['row_count']) + 1);
    }
  });

  it('are not offered when they are switched off', async () => {
    host.host.settings.update({ ...defaultSettings, disabledTools: new Set(['execute_stored_procedure', 'start_stored_procedure']) });
    const { tools } = await host.client.listTools();
    assert.ok(!tools.some(({ name }) => name === 'execute_stored_procedure' || name === 'start_stored_procedure'));
  });
});
