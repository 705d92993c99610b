import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { call } from '../support/mcpHost';
import type { Answer } from '../support/mcpHost';
import { ProcedureHost, records, table } from '../support/procedureHost';

describe('list and text of stored procedures, over the sandbox', () => {
  let server: ProcedureHost;
  before(async function () {
    this.timeout(120_000);
    server = await ProcedureHost.start();
  });
  after(() => server.stop());

  describe('list', () => {
    async function list(input: Record<string, unknown>): Promise<Answer> {
      const answer = await call(server.client, 'list_stored_procedures', input);
      assert.equal(answer.isError, false, answer.text);
      return answer;
    }

    it('shows parameters in short, and dates, in one round trip', async () => {
      let answer: Answer | undefined;
      const spent = await server.cost(async () => {
        answer = await list({ schema: 'people' });
      });
      assert.equal(spent.calls, 1);
      assert.ok(answer !== undefined);
      const [row] = records(answer.structured);
      assert.deepEqual(
        [row?.['schema'], row?.['name'], row?.['parameters']],
        ['people', 'usp_RaiseSalary', '@employee_id int, @percent decimal(5,2) = 2.5, @new_salary money = NULL OUTPUT'],
      );
      assert.match(String(row?.['created']), /^\d{4}-\d{2}-\d{2}T[\d:.]+$/u);
      assert.ok(answer.text.includes('@percent decimal(5,2) = 2.5'));
    });

    it('says of a default that is not known only that', async () => {
      const [row] = records((await list({ name_like: 'usp[_]Encrypted' })).structured);
      assert.deepEqual([row?.['parameters'], row?.['encrypted']], ['@secret int = ?, @other nvarchar(20) = ?', true]);
    });

    it('is filtered by schema and pattern', async () => {
      const names = async (input: Record<string, unknown>): Promise<unknown[]> =>
        records((await list(input)).structured).map((row) => row['name']);
      assert.deepEqual(await names({ schema: 'inventory' }), ['usp_Archive', 'usp_TransferStock']);
      assert.deepEqual(await names({ name_like: '%Archive' }), ['usp_Archive', 'usp_Archive']);
      assert.deepEqual(await names({ schema: 'nowhere' }), []);
      assert.ok((await names({ schema: 'sys', name_like: 'sp_who%' })).includes('sp_who'));
      assert.ok(!(await names({ limit: 1000 })).includes('sp_who'));
    });

    it('is paged: every procedure once, whatever the page', async () => {
      const all = records((await list({ limit: 1000 })).structured).map((row) => `${String(row['schema'])}.${String(row['name'])}`);
      const paged: string[] = [];
      for (let offset: unknown = 0; offset !== undefined;) {
        const { structured } = await list({ limit: 7, offset });
        paged.push(...records(structured).map((row) => `${String(row['schema'])}.${String(row['name'])}`));
        assert.equal(structured['total'], all.length);
        offset = structured['next_offset'];
      }
      assert.deepEqual(paged, all);
      assert.deepEqual(
        all,
        [...all].sort((left, right) => (left.toLowerCase() < right.toLowerCase() ? -1 : 1)),
      );
    });

    it('keeps to the size of an answer', async () => {
      const { current } = server.host.settings;
      server.host.settings.update({ ...current, pageBytes: 600 });
      try {
        const { structured } = await list({ limit: 100 });
        const { rows } = table.parse(structured);
        assert.ok(rows.length > 0 && JSON.stringify(rows).length < 800, JSON.stringify(rows));
        assert.equal(structured['next_offset'], rows.length);
      } finally {
        server.host.settings.update(current);
      }
    });

    it('refuses what is out of bounds, and says where it ends', async () => {
      assert.equal((await server.refusal('list_stored_procedures', { limit: 0 }))['kind'], 'invalid_input');
      assert.equal((await server.refusal('list_stored_procedures', { offset: -1 }))['kind'], 'invalid_input');
      assert.match((await list({ offset: 5000 })).text, /offset 5000 is beyond the last/u);
    });
  });

  describe('definition', () => {
    it('is the exact text', async () => {
      const answer = await call(server.client, 'get_stored_procedure_definition', { procedure_name: 'dbo.usp_NoParameters' });
      assert.equal(
        answer.structured['definition'],
        'CREATE PROCEDURE dbo.usp_NoParameters\nAS\nSELECT DB_NAME() AS database_name, 1 AS one;\n',
      );
      assert.equal(answer.structured['next_offset'], undefined);
      assert.ok(answer.text.includes('```sql\nCREATE PROCEDURE dbo.usp_NoParameters\nAS\n'));
    });

    it('comes in parts that join to the whole, no character cut in two', async () => {
      const { current } = server.host.settings;
      const name = '[my.schema].[Отчёт "日本" 🚲]';
      const whole = await call(server.client, 'get_stored_procedure_definition', { procedure_name: name });
      server.host.settings.update({ ...current, pageBytes: 20 });
      try {
        let text = '';
        for (let offset: unknown = 0; offset !== undefined;) {
          const { structured } = await call(server.client, 'get_stored_procedure_definition', { procedure_name: name, offset });
          const part = String(structured['definition']);
          assert.ok(Buffer.byteLength(JSON.stringify(part)) <= 20 && !/^[\uDC00-\uDFFF]/u.test(part), part);
          text += part;
          assert.equal(structured['length'], String(whole.structured['definition']).length);
          offset = structured['next_offset'];
        }
        assert.equal(text, whole.structured['definition']);
      } finally {
        server.host.settings.update(current);
      }
      const beyond = await server.refusal('get_stored_procedure_definition', { procedure_name: name, offset: 100_000 });
      assert.match(String(beyond['expected']), /^offset from 0 to \d+$/u);
    });

    it('says why there is none', async () => {
      for (const [input, why] of [
        [{ procedure_name: 'dbo.usp_Encrypted' }, /encrypted/u],
        [{ procedure_name: 'dbo.usp_NoParameters', connection: 'visitor' }, /VIEW DEFINITION/u],
        [{ procedure_name: 'sp_executesql' }, /library/u],
      ] as const) {
        const answer = await call(server.client, 'get_stored_procedure_definition', input);
        assert.equal(answer.structured['definition'], null, answer.text);
        assert.match(answer.text, why);
      }
      const encrypted = await call(server.client, 'get_stored_procedure_definition', { procedure_name: 'dbo.usp_Encrypted' });
      assert.equal(encrypted.structured['encrypted'], true);
    });
  });
});
