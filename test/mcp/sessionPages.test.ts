import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import { decodeRow } from '../../src/core/values/cellEncoding';
import { call } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';
import { until } from './support/until';

const pageShape = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  offset: z.int(),
  total_rows: z.int(),
  complete: z.boolean(),
  next_offset: z.int().optional(),
  cut_cells: z.array(z.object({ row: z.int(), column: z.int(), length: z.int() })).default([]),
});
type Page = z.output<typeof pageShape>;

const cellShape = z.object({ value: z.string(), length: z.int(), offset: z.int(), next_offset: z.int().optional() });

/** What bench.usp_GenerateRows gives for a row, as its text says: the values are computed here, not read. */
function generated(n: number): unknown[] {
  const created = new Date(Date.parse('2020-01-01T00:00:00.123Z') + n * 1000).toISOString().slice(0, 23);
  const hex = n.toString(16).toUpperCase().padStart(8, '0');
  return [
    n,
    String(BigInt(n) * 4_294_967_296n),
    `${String(Math.floor((n * 12_345) / 10_000))}.${String((n * 12_345) % 10_000).padStart(4, '0')}`,
    n / 7,
    n % 2 === 1,
    `Näme ${String(n)}`,
    `C${String(n % 1000)}`,
    created,
    // The last six bytes of a uniqueidentifier are stored as they are written.
    `00000000-0000-0000-0000-0000${hex}`,
    n % 10 === 0 ? null : 'A note that is a little longer than the rest',
  ];
}

function hashOf(rows: readonly (readonly unknown[])[]): string {
  const hash = createHash('sha256');
  for (const row of rows) {
    hash.update(JSON.stringify(row));
  }
  return hash.digest('hex');
}

describe('pages of sessions, over HTTP', () => {
  let host: SandboxHost;
  let client: Client;
  before(async () => {
    host = await SandboxHost.start();
    client = await host.client();
  });
  afterEach(() => {
    host.sandbox.server.faults.clear();
  });
  after(() => host.stop());

  async function start(query: string): Promise<string> {
    const { structured } = await call(client, 'start_query', { query });
    return String(structured['session_id']);
  }

  async function ended(query: string): Promise<string> {
    const id = await start(query);
    await host.sessions.get(id).waitForEnd();
    assert.equal(host.sessions.get(id).state, 'completed', host.sessions.get(id).error?.message);
    return id;
  }

  async function page(reader: Client, id: string, input: object = {}): Promise<Page> {
    const answer = await call(reader, 'get_session_result', { session_id: id, ...input });
    assert.equal(answer.isError, false, answer.text);
    return pageShape.parse(answer.structured);
  }

  /** Reads page after page until there is no next one, while the session runs or after it. */
  async function everyRow(reader: Client, id: string, limit: number): Promise<{ rows: unknown[][]; early: number }> {
    const read: unknown[][] = [];
    let early = 0;
    for (let offset: number | undefined = 0; offset !== undefined;) {
      const { rows, next_offset: next, complete }: Page = await page(reader, id, { offset, limit });
      read.push(...rows);
      early += rows.length > 0 && !complete ? 1 : 0;
      if (rows.length === 0 && next !== undefined) {
        await call(reader, 'get_session_status', { session_id: id, wait_seconds: 1 });
      }
      offset = next;
    }
    return { rows: read, early };
  }

  /** The procedure promises no order. */
  function byId(rows: readonly unknown[][]): unknown[][] {
    return rows.toSorted((left, right) => Number(left[0]) - Number(right[0]));
  }

  it('two agents page one session while it grows: both read every row, as the server has it', async function () {
    this.timeout(60_000);
    const count = 30_000;
    const other = await host.client();
    host.sandbox.server.faults.set({ stallAfterRows: 1_000 });
    const id = await start(`EXEC bench.usp_GenerateRows @rows = ${String(count)}`);
    await until(() => host.sessions.get(id).rows === 1_000);
    const reading = Promise.all([everyRow(client, id, 1_000), everyRow(other, id, 333)]);
    // Both have read what there is before the server goes on.
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(host.sessions.get(id).state, 'running');
    host.sandbox.server.faults.clear();
    const [first, second] = await reading;
    const expected = hashOf(Array.from({ length: count }, (_, n) => generated(n)));
    for (const { rows, early } of [first, second]) {
      assert.equal(rows.length, count);
      assert.equal(hashOf(byId(rows)), expected);
      assert.ok(early > 0, 'no page came while rows were still coming');
    }
    assert.equal(hashOf(first.rows), hashOf(second.rows));
    assert.ok((await host.spilledFiles()).includes(`${id}.rows`));
  });

  it('any page of a spilled result', async () => {
    const id = await ended('EXEC bench.usp_GenerateRows @rows = 60000');
    const all: unknown[][] = [];
    for await (const row of host.sessions.get(id).resultSets[0]?.rows(0, 60_000) ?? []) {
      all.push([...decodeRow(row)]);
    }
    assert.deepEqual(
      byId(all).map((row) => row[0]),
      Array.from({ length: 60_000 }, (_, n) => n),
    );
    for (const offset of [0, 1, 8_191, 8_192, 31_415, 59_990]) {
      const { rows, total_rows: total, complete } = await page(client, id, { offset, limit: 10 });
      assert.deepEqual(rows, all.slice(offset, offset + 10));
      assert.deepEqual(
        rows,
        rows.map((row) => generated(Number(row[0]))),
      );
      assert.deepEqual([total, complete], [60_000, true]);
    }
    const last = await page(client, id, { offset: 59_995, limit: 100 });
    assert.deepEqual([last.rows.length, last.next_offset], [5, undefined]);
  });

  it('each result set apart, with none, one and many rows', async () => {
    const id = await ended('SELECT 1 AS a WHERE 1 = 0; SELECT 2 AS b; SELECT N AS c FROM bench.Number WHERE N < 3 ORDER BY N');
    assert.deepEqual((await page(client, id)).rows, []);
    assert.deepEqual((await page(client, id)).columns, [{ name: 'a', type: 'int' }]);
    assert.deepEqual((await page(client, id, { result_set: 1 })).rows, [[2]]);
    assert.deepEqual((await page(client, id, { result_set: 2, offset: 1 })).rows, [[1], [2]]);
    const nothing = await ended("PRINT 'no result set'");
    const answer = await call(client, 'get_session_result', { session_id: nothing });
    assert.deepEqual([answer.isError, answer.structured['result_sets_total']], [false, 0]);
    assert.match(answer.text, /No result set\./u);
    assert.match(answer.text, /no result set \|/u);
  });

  it('1,024 columns', async () => {
    const list = Array.from({ length: 1_024 }, (_, index) => `${String(index)} AS c${String(index)}`).join(', ');
    const id = await ended(`SELECT ${list} UNION ALL SELECT ${list}`);
    const { columns, rows, next_offset: next } = await page(client, id, { limit: 1 });
    assert.deepEqual([columns.length, columns[1_023]?.name, rows.length, next], [1_024, 'c1023', 1, 1]);
    assert.deepEqual(
      rows[0],
      Array.from({ length: 1_024 }, (_, index) => index),
    );
    const cell = await call(client, 'get_session_result', { session_id: id, row: 1, column: 'C1023' });
    assert.deepEqual(cell.structured['cell'], { row: 1, column: 1_023, name: 'c1023', type: 'int', value: 1_023 });
  });

  it('the text of FOR JSON and FOR XML is one value, also when it is large', async () => {
    const rows = "SELECT TOP (20000) N AS n, N'ж👩\"' AS t FROM bench.Number";
    for (const [clause, expected] of [
      ['FOR JSON PATH', /^\[\{"n":\d+,"t":"ж👩\\""\},/u],
      ["FOR XML PATH('r')", /^<r><n>\d+<\/n><t>ж👩"<\/t><\/r>/u],
    ] as const) {
      const id =
        await ended(`SELECT n, t FROM (${rows.replace('TOP (20000)', '')} CROSS JOIN (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10),
        (11), (12), (13), (14), (15), (16), (17), (18), (19), (20), (21), (22), (23), (24), (25), (26), (27), (28), (29), (30), (31), (32), (33),
        (34), (35), (36), (37), (38), (39), (40), (41), (42), (43), (44), (45), (46), (47), (48), (49), (50)) AS v(x)) AS s ${clause}`);
      const { rows: found, total_rows: total, cut_cells: cuts } = await page(client, id, { max_cell_chars: 100 });
      assert.deepEqual([total, found.length, cuts.length], [1, 1, 1]);
      assert.match(String(found[0]?.[0]), expected);
      const length = cuts[0]?.length ?? 0;
      assert.ok(length > 1_000_000, String(length));
      const text = await wholeText(id, 100_000, length);
      assert.equal(text, clause.startsWith('FOR JSON') ? JSON.stringify(JSON.parse(text)) : text);
      assert.equal(text.match(/👩/gu)?.length, 50_000);
    }
    const named = await ended('SELECT 1 AS [JSON_F52E2B61-18A1-11d1-B105-00805F49916B] UNION ALL SELECT 2');
    assert.deepEqual((await page(client, named)).rows, [[1], [2]]);
  });

  /** A cell, part by part, each as large as an answer may be. */
  async function wholeText(id: string, parts: number, length: number, column: string | number = 0): Promise<string> {
    let text = '';
    for (let offset: number | undefined = 0, left = parts; offset !== undefined && left > 0; left -= 1) {
      const answer = await call(client, 'get_session_result', { session_id: id, row: 0, column, offset });
      const cell: z.output<typeof cellShape> = cellShape.parse(answer.structured['cell']);
      assert.deepEqual([cell.offset, cell.length], [text.length, length]);
      text += cell.value;
      offset = cell.next_offset;
    }
    return text;
  }

  it('a value of many megabytes is read in parts, from any place', async function () {
    this.timeout(60_000);
    const id = await ended(
      `SELECT 7 AS id, REPLICATE(CONVERT(nvarchar(max), N'0123456789'), 2000000) AS t, CONVERT(varbinary(max), REPLICATE(CONVERT(varchar(max), 'ab'), 1500000)) AS b, N'end' AS e`,
    );
    assert.ok((await host.spilledFiles()).includes(`${id}.rows`));
    const { rows, cut_cells: cuts } = await page(client, id, { max_cell_chars: 20 });
    assert.deepEqual(rows, [[7, '01234567890123456789', `0x${'6162'.repeat(4)}61`.slice(0, 20), 'end']]);
    assert.deepEqual(cuts, [
      { row: 0, column: 1, length: 20_000_000 },
      { row: 0, column: 2, length: 2 + 6_000_000 },
    ]);
    for (const [column, offset, expected] of [
      ['t', 0, '01234'],
      ['t', 12_345_678, '89012'],
      ['t', 19_999_998, '89'],
      ['t', 20_000_000, ''],
      ['b', 0, '0x616'],
      ['b', 2 + 5_999_998, '62'],
    ] as const) {
      const answer = await call(client, 'get_session_result', { session_id: id, row: 0, column, offset, max_cell_chars: 5 });
      assert.equal(cellShape.parse(answer.structured['cell']).value, expected);
    }
  });
});
