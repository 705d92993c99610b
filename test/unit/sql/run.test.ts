import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SprocketError } from '../../../src/core/errors';
import { parseConnectionString } from '../../../src/core/connections/connectionString';
import type { ResultSink } from '../../sandbox/engine/session';
import type { Batch, ScriptedServer } from './scriptedServer';
import { Recorder, result, runBatch, hearBatch, script, startScriptedServer, statementDone, type } from './scriptedServer';
import { failure } from '../../support/failure';

/** Waits as WAITFOR does, until the attention. */
function waitForAttention(signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('attention'));
    });
  });
}

function message(sink: ResultSink, number: number, severity: number, text: string): void {
  sink.message({ number, state: 1, severity, message: text, procedure: 'dbo.p', line: 3 });
}

describe('running a batch', () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(async () => {
    await server.close();
  });

  const one: Batch = (sink) => {
    result(sink, [['n', type('int')]], [[1]]);
  };

  it('tells the process id, and everything in the order of the server', async () => {
    script(server, (sink) => {
      message(sink, 0, 0, 'first');
      result(sink, [['n', type('int')]], [[1]]);
      message(sink, 50_000, 10, 'second');
      statementDone(sink);
      result(sink, [['n', type('int')]], [[2]]);
    });
    const { recorder, outcome } = await runBatch(server);
    assert.equal(recorder.spid, 51);
    assert.deepEqual(recorder.events, ['connected', 'message', 'columns', 'rows', 'done', 'message', 'done', 'columns', 'rows', 'done']);
    assert.deepEqual(recorder.counts, [1, undefined, 1]);
    assert.deepEqual(
      recorder.messages.map(({ text, severity, procedure, line }) => [text, severity, procedure, line]),
      [
        ['first', 0, 'dbo.p', 3],
        ['second', 10, 'dbo.p', 3],
      ],
    );
    assert.deepEqual(outcome, { openTransactions: 0 });
  });

  it('carries every error of the batch after all rows were delivered', async () => {
    script(server, (sink) => {
      result(sink, [['n', type('int')]], [[1]]);
      message(sink, 8134, 16, 'Divide by zero error encountered.');
      statementDone(sink, undefined, true);
      message(sink, 50_001, 16, 'own');
      statementDone(sink, undefined, true);
      result(sink, [['n', type('int')]], [[2]]);
    });
    const recorder = new Recorder();
    const error = await failure(hearBatch(server, recorder));
    assert.equal(error.kind, 'sql');
    assert.equal(error.message, 'Divide by zero error encountered.');
    assert.deepEqual(
      error.sqlErrors.map(({ number, class: severity, line, procedure, state }) => [number, severity, line, procedure, state]),
      [
        [8134, 16, 3, 'dbo.p', 1],
        [50_001, 16, 3, 'dbo.p', 1],
      ],
    );
    assert.deepEqual(
      recorder.results.map(({ texts }) => texts),
      [['[1]'], ['[2]']],
    );
    assert.equal(recorder.messages.length, 2);
  });

  for (const [number, kind, nextStep] of [
    [208, 'sql', /list_tables/],
    [102, 'sql', /syntax/],
    [229, 'permission_denied', /permission/],
    [40_501, 'sql', /try again/],
    [1205, 'sql', /deadlock/],
  ] as const) {
    it(`says what to do about error ${number}`, async () => {
      script(server, (sink) => {
        message(sink, number, 15, 'text of the server');
        statementDone(sink, undefined, true);
      });
      const error = await failure(runBatch(server));
      assert.equal(error.kind, kind);
      assert.match(String(error.nextStep), nextStep);
      assert.equal(error.message, 'text of the server');
    });
  }

  it('cancels with an attention, and does not use the connection again', async () => {
    const controller = new AbortController();
    let attention = false;
    script(server, async (sink, signal) => {
      result(sink, [['n', type('int')]], [[1]]);
      sink.flush();
      controller.abort();
      try {
        await waitForAttention(signal);
      } finally {
        attention = true;
      }
    });
    const { recorder, outcome } = await runBatch(server, 'go', [], controller.signal);
    assert.deepEqual(outcome, { cancelled: { acknowledged: true }, openTransactions: 0 });
    assert.equal(attention, true);
    assert.equal(recorder.messages.length, 0);
    script(server, one);
    assert.equal((await runBatch(server)).recorder.spid, 52);
  });

  it('cancels while connecting and before anything was sent', async () => {
    script(server, one);
    const aborted = AbortSignal.abort();
    assert.deepEqual((await runBatch(server, 'go', [], aborted)).outcome, { cancelled: { acknowledged: true }, openTransactions: 0 });
    const controller = new AbortController();
    const running = runBatch(server, 'go', [], controller.signal);
    setImmediate(() => {
      controller.abort();
    });
    assert.deepEqual((await running).outcome, { cancelled: { acknowledged: true }, openTransactions: 0 });
  });

  it('cancels while the receiver holds the server back', async () => {
    const controller = new AbortController();
    script(server, async (sink, signal) => {
      sink.columns([{ name: 'n', type: type('nvarchar', { length: 4000 }), nullable: false, identity: false, computed: false }]);
      while (!signal.aborted) {
        await sink.row(['x'.repeat(1000)]);
        await new Promise((resolve) => setImmediate(resolve));
      }
      signal.throwIfAborted();
    });
    let blocks = 0;
    let release = (): void => undefined;
    class Slow extends Recorder {
      override rows(): Promise<void> {
        blocks++;
        setImmediate(() => {
          controller.abort();
        });
        return new Promise((resolve) => {
          release = resolve;
          setTimeout(resolve, 50);
        });
      }
    }
    const outcome = await server.sql.run({ target: server.target, text: 'go', parameters: [] }, new Slow(), controller.signal);
    release();
    assert.deepEqual(outcome.cancelled, { acknowledged: true });
    assert.ok(blocks <= 2, `${blocks} blocks`);
  });

  it('keeps the first hundred errors of a batch', async () => {
    script(server, (sink) => {
      for (let number = 50_001; number <= 50_500; number++) {
        message(sink, number, 16, 'no');
      }
      statementDone(sink, undefined, true);
    });
    const { sqlErrors } = await failure(runBatch(server));
    assert.deepEqual([sqlErrors.length, sqlErrors[0]?.number], [100, 50_001]);
  });

  it('holds the server back until the promise of the receiver settles, and loses no row', async () => {
    const count = 3000;
    script(server, async (sink) => {
      sink.columns([{ name: 'n', type: type('nvarchar', { length: 100 }), nullable: false, identity: false, computed: false }]);
      for (let index = 0; index < count; index++) {
        await sink.row([String(index).padStart(100, 'x')]);
      }
      statementDone(sink, count);
    });
    let waiting = false;
    class Slow extends Recorder {
      override async rows(block: { bytes: Uint8Array; ends: Uint32Array }): Promise<void> {
        assert.equal(waiting, false, 'a block came while the last was being written');
        waiting = true;
        await new Promise((resolve) => setTimeout(resolve, 2));
        waiting = false;
        await super.rows(block);
      }
    }
    const recorder = new Slow();
    await hearBatch(server, recorder);
    assert.equal(recorder.results[0]?.texts.length, count);
  });

  it('stops the server when the receiver fails', async () => {
    script(server, async (sink, signal) => {
      result(sink, [['n', type('int')]], [[1]]);
      sink.flush();
      await waitForAttention(signal);
    });
    class Failing extends Recorder {
      override rows(): void {
        throw new SprocketError('internal', 'the disk is full');
      }
    }
    const error = await failure(hearBatch(server, new Failing()));
    assert.equal(error.message, 'the disk is full');
  });

  it('reports and rolls back a transaction that was left open', async () => {
    const batches: string[] = [];
    server.engine.onBatch = (text, sink, _signal, session) => {
      batches.push(text);
      if (text === 'begin') {
        session.transactionCount = 2;
        sink.environmentChange({ kind: 'beginTransaction', descriptor: 7n });
        statementDone(sink);
      } else if (text.includes('ROLLBACK')) {
        session.transactionCount = 0;
        sink.environmentChange({ kind: 'rollbackTransaction', descriptor: 7n });
        statementDone(sink);
      } else if (text.startsWith('SELECT')) {
        result(sink, [['', type('int')]], [[text.includes('TRANCOUNT') ? session.transactionCount : session.id]]);
      } else {
        statementDone(sink);
      }
    };
    assert.deepEqual((await runBatch(server, 'begin')).outcome, { openTransactions: 2 });
    assert.ok(batches.some((text) => text.includes('ROLLBACK')));
    assert.deepEqual((await runBatch(server, 'quiet')).outcome, { openTransactions: 0 });
  });

  it('uses a connection again only after a reset, and never after an error', async () => {
    script(server, one);
    const first = (await runBatch(server)).recorder.spid;
    const second = (await runBatch(server)).recorder.spid;
    assert.equal(second, first);
    assert.deepEqual(server.engine.sessions[0]?.resets, [false]);
    script(server, (sink) => {
      message(sink, 50_000, 16, 'no');
      statementDone(sink, undefined, true);
    });
    await failure(runBatch(server));
    script(server, one);
    assert.notEqual((await runBatch(server)).recorder.spid, first);
  });

  it('keeps no more connections than it may', async () => {
    script(server, one);
    await Promise.all(Array.from({ length: 5 }, () => runBatch(server)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(server.engine.sessions.filter((session) => !session.isClosed).length, 2);
    await server.sql.forget('test');
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(server.engine.sessions.filter((session) => !session.isClosed).length, 0);
  });
});

describe('connecting', () => {
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer({}, {}, 'Encrypt=true;TrustServerCertificate=true');
    script(server, (sink) => {
      result(sink, [['n', type('int')]], [[1]]);
    });
  });
  after(async () => {
    await server.close();
  });

  async function withString(rest: string): Promise<SprocketError | undefined> {
    try {
      const settings = parseConnectionString(`Server=127.0.0.1,${server.tds.port};${rest}`);
      await runBatch({ sql: server.sql, target: { connection: rest, settings } });
      return undefined;
    } catch (error) {
      assert.ok(error instanceof SprocketError, String(error));
      assert.doesNotMatch(JSON.stringify([error.message, error.nextStep, error.cause]), /hunter2/);
      return error;
    }
  }

  it('with encryption', async () => {
    assert.equal(await withString('User ID=sa;Password=right;Encrypt=true;TrustServerCertificate=true'), undefined);
  });

  it('says why a login failed', async () => {
    const error = await withString('User ID=sa;Password=hunter2;Encrypt=false');
    assert.equal(error?.kind, 'login_failed');
    assert.equal(error.sqlErrors[0]?.number, 18_456);
  });

  it('names a database that does not exist', async () => {
    const error = await withString('User ID=sa;Password=right;Encrypt=false;Database=missing');
    assert.equal(error?.kind, 'unknown_database');
    assert.match(error.message, /missing/);
  });

  it('says how to trust a certificate', async () => {
    const error = await withString('User ID=sa;Password=hunter2;Encrypt=true');
    assert.equal(error?.kind, 'untrusted_certificate');
    assert.match(String(error.nextStep), /TrustServerCertificate=true/);
  });

  it('says where nothing listens, and that a name is not known', async () => {
    const refused = await withString('Server=127.0.0.1,1;User ID=sa;Password=hunter2');
    assert.equal(refused?.kind, 'unreachable');
    assert.match(refused.message, /127\.0\.0\.1, port 1/);
    const unknown = await withString('Server=nowhere.invalid;User ID=sa;Password=hunter2');
    assert.equal(unknown?.kind, 'unreachable');
    assert.match(unknown.message, /nowhere\.invalid/);
  });

  it('trusts the certificate that the connection string names, also strictly (TDS 8)', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'sprocket-'));
    try {
      const file = path.join(directory, 'server.pem');
      writeFileSync(file, server.tds.certificatePem);
      const place = `Server=localhost,${server.tds.port};User ID=sa;Password=right;ServerCertificate="${file}"`;
      assert.equal(await withString(`${place};Encrypt=true`), undefined);
      assert.equal(await withString(`${place};Encrypt=strict`), undefined);
      assert.equal((await withString(`${place}.missing;Encrypt=true`.replace('".missing', '.missing"')))?.kind, 'invalid_input');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  for (const [title, login, token] of [
    ['a given access token', 'accessToken=given-token', 'given-token'],
    ['the token of whoever is signed in', 'Authentication=Active Directory Interactive;User ID=me@example.com', 'token of me@example.com'],
  ] as const) {
    it(`logs in with ${title}`, async () => {
      const scopes: string[] = [];
      const entra = await startScriptedServer({
        tokenProvider: (scope, user) => {
          scopes.push(scope);
          return Promise.resolve({ token: `token of ${user ?? ''}`, expiresOnTimestamp: Date.now() + 3_600_000 });
        },
      });
      try {
        script(entra, (sink) => {
          result(sink, [['n', type('int')]], [[1]]);
        });
        const settings = parseConnectionString(`Server=127.0.0.1,${entra.tds.port};TrustServerCertificate=true;${login}`);
        await runBatch({ sql: entra.sql, target: { connection: 'entra', settings } });
        assert.deepEqual(entra.engine.logins[0]?.credentials, { kind: 'token', token });
        assert.ok(scopes.every((scope) => scope.endsWith('/.default')));
      } finally {
        await entra.close();
      }
    });
  }

  it('says that no one can sign in interactively where there is no one', async () => {
    const error = await withString('Authentication=Active Directory Interactive;TrustServerCertificate=true');
    assert.equal(error?.kind, 'login_failed');
    assert.match(String(error.nextStep), /Managed Identity/);
  });

  it('encrypts when the server insists, also with Encrypt=false', async () => {
    const insisting = await startScriptedServer({}, { encryption: 'required' }, 'Encrypt=false;TrustServerCertificate=true');
    try {
      script(insisting, (sink) => {
        result(sink, [['n', type('int')]], [[1]]);
      });
      assert.deepEqual((await runBatch(insisting)).recorder.results[0]?.texts, ['[1]']);
    } finally {
      await insisting.close();
    }
  });
});
