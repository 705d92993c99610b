import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox } from '../../sandbox/startSandbox';
import { ProductHost } from '../support/productHost';
import { call, errorOf } from '../support/mcpHost';
import type { Answer } from '../support/mcpHost';
import { typeCases } from './typeCases';
import type { TypeCase } from './typeCase';

/** A server that is named there is used instead of the sandbox. */
const given = process.env['SPROCKET_TEST_CONNECTION'] ?? '';

describe('values of every type, through a procedure and back', () => {
  let sandbox: Sandbox | undefined;
  let host: ProductHost;
  let client: Client;
  before(async () => {
    // json and vector are types of SQL Server 2025.
    sandbox = given === '' ? await startSandbox({ profile: '2025' }) : undefined;
    host = await ProductHost.start({ server: sandbox?.connectionString() ?? given });
    client = await host.client();
  });
  after(async () => {
    await host.close();
    await host.removeDirectory();
    await sandbox?.close();
  });

  const run = (query: string): Promise<Answer> => call(client, 'execute_query', { query });
  const execute = (procedure: string, parameters: object, more: object = {}): Promise<Answer> =>
    call(client, 'execute_stored_procedure', { procedure_name: procedure, parameters, ...more });

  /** The only row of a result set, with its long texts read whole. */
  async function wholeRow(answer: Answer, index = 0): Promise<unknown[]> {
    const set = resultSets.parse(answer.structured['result_sets'])[index];
    const row = [...(set?.rows[0] ?? [])];
    for (const { column } of set?.cut_cells ?? []) {
      row[column] = await wholeCell(answer, { result_set: index, row: 0, column });
    }
    return row;
  }

  async function wholeOutput(answer: Answer): Promise<unknown> {
    const [output] = procedureResult.parse(answer.structured['procedure_result']).outputs;
    return output?.length === undefined ? output?.value : await wholeCell(answer, { column: output.name });
  }

  async function wholeCell(answer: Answer, place: object): Promise<unknown> {
    const { structured } = await call(client, 'get_session_result', { session_id: answer.structured['session_id'], ...place });
    const { value, next_offset: next } = cell.parse(structured['cell']);
    assert.equal(next, undefined);
    return value;
  }

  for (const [index, typeCase] of typeCases.entries()) {
    const { type, probe } = typeCase;
    const procedure = `dbo.usp_type_${String(process.pid)}_${String(index)}`;
    describe(type, () => {
      before(async function () {
        const missing = probe === undefined ? undefined : await run(probe);
        if (missing?.isError === true) {
          console.log(`      SKIPPED, this server cannot: ${probe ?? ''}: ${missing.text.split('\n').at(-1) ?? ''}`);
          this.skip();
        }
        const created = await run(definition(procedure, typeCase));
        assert.equal(created.isError, false, created.text);
      });
      after(async () => {
        await run(`DROP PROCEDURE IF EXISTS ${procedure}`);
      });

      const values = [...typeCase.exact.map((value) => [value, value] as const), ...(typeCase.read ?? []), [null, null] as const];
      for (const [value, read] of values) {
        it(`takes ${shown(value)} and gives it back`, async () => {
          const input = await execute(procedure, { in: value });
          assert.deepEqual(await wholeRow(input), [read, typeCase.default[1]], input.text);
          if (typeCase.noOutput !== true) {
            assert.deepEqual(await wholeOutput(input), read, input.text);
            const output = await execute(procedure, { in: null, out: value });
            assert.deepEqual(await wholeOutput(output), read, output.text);
          }
        });
        it(`writes ${shown(value)} into a script that does the same`, async () => {
          const dry = await execute(procedure, { in: value, default: value }, { dry_run: true });
          assert.equal(dry.structured['session_id'], undefined);
          const script = String(dry.structured['script']);
          assert.equal(dry.structured['script_length'], undefined);
          const answer = await run(script);
          assert.equal(answer.isError, false, answer.text);
          assert.deepEqual(await wholeRow(answer), [read, read], script);
          const expected = typeCase.noOutput === true ? [0] : [0, read];
          assert.deepEqual(await wholeRow(answer, 1), expected, script);
        });
      }

      for (const [value, reason] of typeCase.refused) {
        it(`refuses ${shown(value)} before anything runs`, async () => {
          const started = host.sessions.list().length;
          const answer = await execute(procedure, { in: value });
          const error = errorOf(answer);
          assert.equal(error['kind'], 'invalid_input', answer.text);
          assert.match(`${String(error['message'])} ${String(error['expected'])}`, reason);
          assert.match(String(error['message']), /^@in /u);
          assert.equal(host.sessions.list().length, started);
        });
      }
    });
  }
});

function definition(procedure: string, { type, default: [text], noOutput }: TypeCase): string {
  const output = noOutput === true ? '' : `, @out ${type} = NULL OUTPUT`;
  const set = noOutput === true ? '' : 'IF @in IS NOT NULL SET @out = @in; ';
  return `CREATE PROCEDURE ${procedure} @in ${type}, @default ${type} = ${text}${output} AS BEGIN ${set}SELECT @in AS [in], @default AS [default]; END`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

const resultSets = z.array(z.object({ rows: z.array(z.array(z.unknown())), cut_cells: z.array(z.object({ column: z.int() })).optional() }));
const procedureResult = z.object({ outputs: z.array(z.object({ name: z.string(), value: z.unknown(), length: z.int().optional() })) });
const cell = z.object({ value: z.unknown(), next_offset: z.int().optional() });
