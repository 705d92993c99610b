import assert from 'node:assert/strict';
import { createSqlServer } from '../../../src/sql/sqlServer';
import { failure } from '../../support/failure';
import type { ResultSink } from '../../sandbox/engine/session';
import type { SqlType } from '../../sandbox/values/sqlType';
import type { SqlValue } from '../../sandbox/values/sqlValue';
import type { ScriptedServer } from './scriptedServer';
import { result, script, startScriptedServer, statementDone, type } from './scriptedServer';

const TEXT = type('nvarchar', { length: 128 });
const INT = type('int');

/** Answers questions by a word in their text; `denied` ones with error 262. */
class Catalog {
  readonly asked: string[] = [];
  readonly answers = new Map<string, { types: readonly SqlType[]; rows: readonly (readonly SqlValue[])[] }>();
  readonly denied = new Set<string>();

  answer(text: string, sink: ResultSink): void {
    this.asked.push(text);
    const refused = [...this.denied].find((word) => text.includes(word));
    if (refused !== undefined) {
      sink.message({ number: 262, state: 1, severity: 14, message: `VIEW ${refused} denied`, procedure: '', line: 1 });
      statementDone(sink, undefined, true);
      return;
    }
    const found = [...this.answers].find(([word]) => text.includes(word));
    const types = found?.[1].types ?? [INT];
    result(
      sink,
      types.map((each, index) => [`c${index}`, each]),
      found?.[1].rows ?? [],
    );
  }
}

describe('catalog questions and what they do without', () => {
  let server: ScriptedServer;
  let catalog: Catalog;
  const sql = createSqlServer();
  before(async () => {
    server = await startScriptedServer();
  });
  beforeEach(() => {
    catalog = new Catalog();
    script(server, () => undefined);
    const { onBatch } = server.engine;
    server.engine.onBatch = async (text, sink, signal, session) => {
      if (text.includes('FROM sys.')) {
        catalog.answer(text, sink);
      } else {
        await onBatch(text, sink, signal, session);
      }
    };
    server.engine.onCall = (call, sink) => {
      const statement = call.parameters[0]?.value;
      assert.ok(typeof statement === 'string');
      catalog.answer(statement, sink);
      sink.procedureDone({ failed: false, returnedRows: true });
    };
  });
  after(async () => {
    await sql.close();
    await server.close();
  });

  it('databases without what a smaller engine lacks', async () => {
    catalog.denied.add('HAS_DBACCESS');
    catalog.answers.set('sys.databases', {
      types: [TEXT, TEXT, type('tinyint'), TEXT, type('bit'), type('datetime'), TEXT, INT, INT, TEXT],
      rows: [['shop', 'ONLINE', 160, null, 1, { kind: 'datetime', days: 738_915, ticks: 0 }, null, null, null, 'shop']],
    });
    assert.deepEqual(await sql.databases(server.target), {
      items: [
        {
          name: 'shop',
          state: 'ONLINE',
          compatibilityLevel: 160,
          collation: null,
          isReadOnly: true,
          createDate: '2024-01-31T00:00:00.000',
          recoveryModel: null,
          accessible: null,
        },
      ],
      notes: ['the recovery model and access of databases is unknown: VIEW HAS_DBACCESS denied'],
    });
  });

  it('names travel as parameters, never in the text', async () => {
    const name = "x'; DROP TABLE y --";
    const error = await failure(sql.tableSchema(server.target, { schema: 'dbo', name }));
    assert.equal(error.kind, 'unknown_object');
    assert.ok(catalog.asked.length > 0 && catalog.asked.every((text) => !text.includes('DROP')));
  });

  it('two questions at once, the third waits', async () => {
    const before = server.engine.sessions.length;
    await sql.forget('test');
    await Promise.all(Array.from({ length: 6 }, () => sql.databases(server.target)));
    assert.ok(server.engine.sessions.length - before <= 2);
  });
});
