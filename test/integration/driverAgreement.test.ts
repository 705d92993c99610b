import assert from 'node:assert/strict';
import { ConnectionPool } from 'mssql';
import { z } from 'zod';
import type { ConnectionSettings } from '../../src/core/connections/connectionSettings';
import type { CellValue } from '../../src/core/values/cellEncoding';
import type { TestServer } from './server';
import { runText, startTestServer } from './server';

/** Batches whose values the driver itself gives exactly: integers, bits, texts, binary, GUIDs. */
const batches: Readonly<Record<string, string>> = {
  'integers and their NULLs': `SELECT CAST(n AS int) AS i, CAST(n % 100 AS tinyint) AS t, CAST(-n AS smallint) AS s, CAST(9007199254740993 AS bigint) * (n % 1000) AS b,
    NULLIF(n % 7, 0) AS maybe, CAST(n % 2 AS bit) AS bit FROM numbers WHERE n < 2000`,
  'texts of all lengths': `SELECT n, REPLICATE(N'ж👩x', n % 120) AS t, CAST(REPLICATE('é', n % 300) AS varchar(300)) AS v, CAST(N'ab' AS nchar(5)) AS c,
    CASE WHEN n % 3 = 0 THEN NULL WHEN n % 3 = 1 THEN N'' ELSE N'x' END AS e FROM numbers WHERE n < 3000`,
  'long texts': `SELECT n, REPLICATE(CAST(N'ж👩' AS nvarchar(max)), n * 900) AS t, REPLICATE(CAST('é' AS varchar(max)), n * 1700) AS v FROM numbers WHERE n < 40`,
  'binary and GUIDs': `SELECT n, CAST(n AS varbinary(8)) AS b, CAST(REPLICATE(CAST('ab' AS varchar(max)), n * 8) AS varbinary(max)) AS l, CAST(n AS binary(6)) AS f,
    CAST(CAST(n AS binary(16)) AS uniqueidentifier) AS g, NULLIF(CAST(n % 5 AS varbinary(4)), 0x00000000) AS maybe FROM numbers WHERE n < 1000`,
  'duplicate and unnamed columns': `SELECT n AS a, n + 1 AS a, n + 2, N'x' FROM numbers WHERE n < 3`,
  'no rows': `SELECT n, N'x' AS t FROM numbers WHERE n < 0`,
};

const numbers = `WITH ten AS (SELECT n FROM (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)) AS v(n)),
numbers AS (SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n AS n FROM ten AS a CROSS JOIN ten AS b CROSS JOIN ten AS c CROSS JOIN ten AS d)
`;

const rowsOfDriver = z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null(), z.instanceof(Buffer)])));

describe('the seam and the driver agree', () => {
  let server: TestServer;
  let pool: ConnectionPool | undefined;
  before(async function () {
    server = await startTestServer();
    const { settings } = server.target;
    if (settings.authentication.kind !== 'sql') {
      console.log('      SKIPPED: the driver is compared with a SQL login only');
      this.skip();
    }
    pool = await new ConnectionPool(driverConfiguration(settings, settings.authentication)).connect();
  });
  after(async () => {
    await pool?.close();
    await server.close();
  });

  for (const [title, batch] of Object.entries(batches)) {
    it(title, async () => {
      assert.ok(pool !== undefined);
      const text = `${numbers}${batch} ORDER BY n`;
      const request = pool.request();
      request.arrayRowMode = true;
      const { recordsets } = await request.query(text);
      const theirs = (z.array(rowsOfDriver).parse(recordsets)[0] ?? []).map((row) => row.map(asCell));
      const { results } = await runText(server, text);
      assert.equal(theirs.length > 0, title !== 'no rows');
      assert.equal(results.length, 1);
      assert.equal(results[0]?.rows.length, theirs.length);
      assert.deepEqual(results[0].rows, theirs);
    });
  }
});

function asCell(value: string | number | boolean | Buffer | null): CellValue {
  return Buffer.isBuffer(value) ? `0x${value.toString('hex').toUpperCase()}` : value;
}

function driverConfiguration(
  settings: ConnectionSettings,
  login: Extract<ConnectionSettings['authentication'], { kind: 'sql' }>,
): ConstructorParameters<typeof ConnectionPool>[0] {
  return {
    server: settings.server,
    ...(settings.port === undefined ? {} : { port: settings.port }),
    ...(settings.database === undefined ? {} : { database: settings.database }),
    user: login.user,
    password: login.password.reveal(),
    options: {
      encrypt: settings.encrypt !== 'optional',
      trustServerCertificate: settings.trustServerCertificate,
      ...(settings.instance === undefined ? {} : { instanceName: settings.instance }),
    },
  };
}
