import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { ConnectionTarget, QualifiedName } from '../../../src/core/ports';
import { ProcedureCatalog, targetOfProcedure } from '../../../src/core/procedures/procedureCatalog';
import type {
  KnownProcedure,
  ProcedureFacts,
  ProcedureFinding,
  ProcedurePage,
  ProcedurePort,
} from '../../../src/core/procedures/procedurePort';
import { failure } from '../../support/failure';
import { testSettings } from '../support/testTarget';

const target: ConnectionTarget = { connection: 'shop', settings: { ...testSettings, database: 'shop' } };

const facts: ProcedureFacts = {
  database: 'shop',
  schema: 'dbo',
  name: 'p',
  objectId: 7,
  kind: 'sql',
  isSystem: false,
  createdAt: '2024-01-01T00:00:00.000',
  modifiedAt: '2024-01-02T00:00:00.000',
  canExecute: true,
  isDirect: true,
  isEncrypted: false,
  definition: 'CREATE PROC p AS SELECT 1',
  usesQuotedIdentifier: true,
  parameters: [],
  firstResultSet: [],
  highestNumber: 1,
  notes: [],
};

interface Question {
  readonly target: ConnectionTarget;
  readonly name: QualifiedName;
  readonly known: KnownProcedure | undefined;
}

/** A server that is asked, and answers in turn; what is known is unchanged unless said otherwise. */
class StubPort implements ProcedurePort {
  readonly asked: Question[] = [];
  answers: ProcedureFinding[] = [];
  names: QualifiedName[] = [];

  describeProcedure(at: ConnectionTarget, name: QualifiedName, known: KnownProcedure | undefined): Promise<ProcedureFinding> {
    this.asked.push({ target: at, name, known });
    return Promise.resolve(this.answers.shift() ?? { kind: 'unchanged', canExecute: true });
  }

  procedureDefinition(): Promise<ProcedureFinding> {
    return Promise.resolve({ kind: 'missing' });
  }

  listProcedures(): Promise<ProcedurePage> {
    return Promise.resolve({ items: [], total: 0, database: 'shop', notes: [] });
  }

  procedureNames(): Promise<readonly QualifiedName[]> {
    return Promise.resolve(this.names);
  }

  /** Which questions named a version that was known. */
  get known(): (string | undefined)[] {
    return this.asked.map((question) => question.known?.modifiedAt);
  }
}

describe('catalog of procedures', () => {
  let port: StubPort;
  let catalog: ProcedureCatalog;
  beforeEach(() => {
    port = new StubPort();
    catalog = new ProcedureCatalog(port);
  });

  function found(more: Partial<ProcedureFacts> = {}): ProcedureFinding {
    return { kind: 'found', facts: { ...facts, ...more } };
  }

  it('keeps a description, and asks only whether it is still true', async () => {
    port.answers = [found()];
    const first = await catalog.describe(target, 'dbo.p');
    assert.equal(await catalog.describe(target, '[dbo].[p]'), first);
    assert.deepEqual(port.known, [undefined, facts.modifiedAt]);
  });

  it('takes the newer one', async () => {
    port.answers = [found(), found({ modifiedAt: '2024-02-02T00:00:00.000' })];
    await catalog.describe(target, 'dbo.p');
    assert.equal((await catalog.describe(target, 'dbo.p')).modifiedAt, '2024-02-02T00:00:00.000');
    await catalog.describe(target, 'dbo.p');
    assert.deepEqual(port.known, [undefined, facts.modifiedAt, '2024-02-02T00:00:00.000']);
  });

  it('forgets one that is gone', async () => {
    port.answers = [found(), { kind: 'missing' }];
    await catalog.describe(target, 'dbo.p');
    await failure(catalog.describe(target, 'dbo.p'));
    port.answers = [found()];
    await catalog.describe(target, 'dbo.p');
    assert.deepEqual(port.known, [undefined, facts.modifiedAt, undefined]);
  });

  it('tells a permission that has changed', async () => {
    port.answers = [found(), { kind: 'unchanged', canExecute: false }];
    await catalog.describe(target, 'dbo.p');
    assert.equal((await catalog.describe(target, 'dbo.p')).canExecute, false);
  });

  it('keeps connections and databases apart, and forgets a connection', async () => {
    const other: ConnectionTarget = { ...target, connection: 'other' };
    for (const at of [target, other, { ...target, database: 'archive' }]) {
      port.answers = [found()];
      await catalog.describe(at, 'dbo.p');
    }
    assert.deepEqual(port.known, [undefined, undefined, undefined]);
    catalog.forget('shop');
    port.answers = [found()];
    await catalog.describe(target, 'dbo.p');
    await catalog.describe(other, 'dbo.p');
    assert.deepEqual(port.known.slice(3), [undefined, facts.modifiedAt]);
  });

  for (const [what, more] of [
    ['whose definition the login may not see yet', { definition: null }],
    ['that a synonym or a schema beside the searched ones leads to', { isDirect: false }],
  ] as const) {
    it(`asks anew for a procedure ${what}`, async () => {
      port.answers = [found(more), found(more)];
      await catalog.describe(target, 'dbo.p');
      await catalog.describe(target, 'dbo.p');
      assert.deepEqual(port.known, [undefined, undefined]);
    });
  }

  it('keeps at most 500', async () => {
    for (let index = 0; index <= 500; index++) {
      port.answers = [found({ objectId: index })];
      await catalog.describe(target, `dbo.p${String(index)}`);
    }
    port.answers = [found()];
    await catalog.describe(target, 'dbo.p0');
    await catalog.describe(target, 'dbo.p500');
    assert.deepEqual(port.known.slice(-2), [undefined, facts.modifiedAt]);
  });

  it('goes to the database of the name, unless it is there', async () => {
    port.answers = [found(), found()];
    await catalog.describe(target, 'archive.dbo.p');
    await catalog.describe(target, 'SHOP.dbo.p');
    assert.deepEqual(
      port.asked.map((question) => [question.target.database, question.name]),
      [
        ['archive', { schema: 'dbo', name: 'p' }],
        [undefined, { schema: 'dbo', name: 'p' }],
      ],
    );
  });

  it('follows a synonym into another database, and not in a circle', async () => {
    const synonym: ProcedureFinding = { kind: 'synonym', synonym: { schema: 'dbo', name: 's' }, base: '[archive].[dbo].[p]' };
    port.answers = [synonym, found({ database: 'archive' })];
    const procedure = await catalog.describe(target, 'dbo.s');
    assert.deepEqual([port.asked[1]?.target.database, procedure.notes], ['archive', ['dbo.s is a synonym for [archive].[dbo].[p].']]);
    port.answers = [synonym, synonym, synonym, synonym];
    const error = await failure(catalog.describe(target, 'dbo.s'));
    assert.equal(error.kind, 'unknown_object');
  });

  it('refuses a synonym for something on a linked server', async () => {
    port.answers = [{ kind: 'synonym', synonym: { schema: 'dbo', name: 's' }, base: '[far].[archive].[dbo].[p]' }];
    const error = await failure(catalog.describe(target, 'dbo.s'));
    assert.equal(error.kind, 'unsupported');
  });

  it('names the closest for one that is missing', async () => {
    port.answers = [{ kind: 'missing' }];
    port.names = [
      { schema: 'sales', name: 'usp_CreateOrder' },
      { schema: 'dbo', name: 'unlike' },
    ];
    const error = await failure(catalog.describe(target, 'usp_CreatOrder'));
    assert.deepEqual(error.suggestions, ['sales.usp_CreateOrder']);
  });

  it('names the one of master that T-SQL would find', async () => {
    port.answers = [{ kind: 'missing' }, found({ database: 'master', name: 'sp_Own' })];
    const error = await failure(catalog.describe(target, 'sp_Own'));
    assert.deepEqual([error.suggestions, port.asked[1]?.target.database], [['master.dbo.sp_Own'], 'master']);
  });

  it('runs a procedure where it was found', () => {
    const procedure = { ...facts, parametersKnown: true, parameters: [] };
    assert.equal(targetOfProcedure(target, { ...procedure, database: 'Shop' }), target);
    assert.deepEqual(targetOfProcedure(target, { ...procedure, database: 'archive' }), { ...target, database: 'archive' });
  });
});
