import assert from 'node:assert/strict';
import type { Random } from './random';

/** What a status tells of a session that has ended. */
export interface EndedSession {
  readonly status: string;
  readonly row_count: number;
  readonly error?: { readonly kind: string; readonly sql_errors?: readonly { readonly number: number }[] | undefined } | undefined;
  readonly truncated?: { readonly reason: string; readonly limit: number } | undefined;
  readonly notes?: readonly string[] | undefined;
  readonly messages?: readonly { readonly text: string }[] | undefined;
  readonly procedure_result?: { readonly return_value: number; readonly outputs: readonly { readonly value: unknown }[] } | undefined;
}

/** One session to be run, and what it must come to when nothing disturbs it. */
export interface Work {
  readonly kind: string;
  /** A batch, or the call of a procedure. */
  readonly what: { readonly query: string } | { readonly procedure_name: string; readonly parameters: Readonly<Record<string, unknown>> };
  readonly timeoutSeconds?: number;
  readonly maxRows?: number;
  /** The columns of bench.usp_GenerateRows: each row tells what it must be. */
  readonly generated?: boolean;
  readonly check: (ended: EndedSession) => void;
}

interface Kind {
  readonly weight: number;
  readonly make: (random: Random) => Omit<Work, 'kind'>;
  readonly kind: string;
}

const completed = (rows: number) => (ended: EndedSession) => {
  assert.deepEqual([ended.status, ended.row_count, ended.error], ['completed', rows, undefined]);
};

const failed = (number: number) => (ended: EndedSession) => {
  assert.deepEqual([ended.status, ended.error?.kind, ended.error?.sql_errors?.[0]?.number], ['failed', 'sql', number]);
};

const rowsOf = (rows: number): string => `EXEC bench.usp_GenerateRows @rows = ${String(rows)}`;

/** Every kind of session; the weights keep the whole within its minutes. */
const kinds: readonly Kind[] = [
  {
    kind: 'small',
    weight: 36,
    make: (random) => {
      const rows = 1 + random.below(200);
      return { what: { query: rowsOf(rows) }, generated: true, check: completed(rows) };
    },
  },
  {
    kind: 'large, spilled',
    weight: 3,
    make: (random) => {
      const rows = 15_000 + random.below(10_000);
      return { what: { query: rowsOf(rows) }, generated: true, check: completed(rows) };
    },
  },
  {
    kind: 'limited',
    weight: 4,
    make: (random) => {
      const maxRows = 1 + random.below(5_000);
      return {
        what: { query: rowsOf(100_000_000) },
        generated: true,
        maxRows,
        check: (ended) => {
          completed(maxRows)(ended);
          assert.deepEqual(ended.truncated, { reason: 'max_rows', limit: maxRows });
        },
      };
    },
  },
  {
    kind: 'messages',
    weight: 10,
    make: (random) => {
      const count = 1 + random.below(40);
      return {
        what: {
          query: `DECLARE @i int = 0; WHILE @i < ${String(count)} BEGIN SET @i += 1; RAISERROR('step %d', 0, 1, @i) WITH NOWAIT; PRINT 'printed' END`,
        },
        check: (ended) => {
          completed(0)(ended);
          assert.ok(ended.messages?.some(({ text }) => text === `step ${String(count)}`));
        },
      };
    },
  },
  { kind: 'error', weight: 6, make: () => ({ what: { query: 'SELECT 1 AS a; SELECT 1 / 0 AS b' }, check: failed(8134) }) },
  { kind: 'error before it runs', weight: 4, make: () => ({ what: { query: 'SELECT * FROM dbo.NoSuchTable' }, check: failed(208) }) },
  {
    kind: 'wait',
    weight: 8,
    make: (random) => ({
      what: { query: `SELECT 1 AS a; WAITFOR DELAY '00:00:00.${String(10 + random.below(190)).padStart(3, '0')}'; SELECT 2 AS b` },
      check: completed(2),
    }),
  },
  {
    kind: 'timeout',
    weight: 2,
    make: () => ({
      what: { query: "SELECT 1 AS a; WAITFOR DELAY '00:00:30'" },
      timeoutSeconds: 1,
      check: (ended) => {
        assert.deepEqual([ended.status, ended.error?.kind, ended.row_count], ['failed', 'timeout', 1]);
      },
    }),
  },
  {
    kind: 'transaction left open',
    weight: 8,
    make: (random) => ({
      what: { query: `CREATE TABLE #t (n int); BEGIN TRANSACTION; INSERT INTO #t VALUES (${String(random.below(9))}); SELECT n FROM #t` },
      check: (ended) => {
        completed(1)(ended);
        assert.match(JSON.stringify(ended.notes), /left 1 transaction\(s\) open; they were rolled back/u);
      },
    }),
  },
  {
    kind: 'long value',
    weight: 3,
    make: (random) => {
      const times = 100_000 + random.below(200_000);
      return { what: { query: `SELECT REPLICATE(CONVERT(nvarchar(max), N'0123456789'), ${String(times)}) AS t` }, check: completed(1) };
    },
  },
  {
    kind: 'many result sets',
    weight: 6,
    make: () => ({ what: { query: 'SELECT 1 AS a; SELECT 2 AS b, 3 AS c; SELECT 4 WHERE 1 = 0' }, check: completed(2) }),
  },
  {
    kind: 'procedure',
    weight: 10,
    make: (random) => {
      const [left, right] = [random.below(1000), random.below(1000)];
      return {
        what: { procedure_name: 'dbo.usp_OutputParameters', parameters: { left, right } },
        check: (ended) => {
          completed(1)(ended);
          assert.equal(ended.procedure_result?.return_value, left - right);
          assert.ok(ended.procedure_result.outputs.some(({ value }) => value === left + right));
        },
      };
    },
  },
];

export const kindNames: readonly string[] = kinds.map(({ kind }) => kind);

export function makeWork(random: Random): Work {
  const { kind, make } = random.weighted(kinds);
  return { kind, ...make(random) };
}
