import type { CatalogContext, PermissionScope, SessionFacts } from '../../../sandbox/engine/catalogContext';
import type { Column, Database, Login, Module, ServerModel, Table } from '../../../sandbox/engine/model';
import { addDatabase, addSchema, createServerModel } from '../../../sandbox/engine/serverModel';
import { defaultSettings } from '../../../sandbox/engine/settings';
import type { Expression } from '../../../sandbox/syntax/expressionAst';
import type { CreateModuleStatement } from '../../../sandbox/syntax/statementAst';
import { createSystemCatalog } from '../../../sandbox/catalog/systemCatalog';
import type { SystemCatalog } from '../../../sandbox/catalog/systemCatalog';
import { profileNamed } from '../../../sandbox/catalog/profiles';
import type { SqlType } from '../../../sandbox/values/sqlType';
import type { SqlValue } from '../../../sandbox/values/sqlValue';

const start = { line: 1, offset: 0 };
const zero: Expression = { kind: 'literal', position: start, type: { name: 'int' }, value: 0 };
const made = new Date(Date.UTC(2024, 0, 2, 3, 4, 5, 678));

function column(id: number, name: string, type: SqlType, more: Partial<Column> = {}): Column {
  return { id, name, type, nullable: false, rowGuidCol: false, sparse: false, hidden: false, ...more };
}

function table(objectId: number, schema: string, name: string, columns: Column[], more: Partial<Table> = {}): Table {
  return {
    objectId,
    name,
    schema,
    createDate: made,
    modifyDate: made,
    columns,
    indexes: [],
    foreignKeys: [],
    checks: [],
    triggers: [],
    rows: new Map(),
    nextRowId: 1,
    identityCurrent: null,
    isTemporary: false,
    options: {},
    ...more,
  };
}

function moduleStatement(kind: CreateModuleStatement['module'], text: string, options: readonly string[]): CreateModuleStatement {
  return {
    kind: 'createModule',
    position: start,
    module: kind,
    form: 'CREATE',
    name: { parts: ['shop', 'x'], position: start },
    parameters: [],
    options,
    body: [],
    text,
    inline: false,
    columns: [],
    events: [],
  };
}

function procedure(objectId: number, name: string, text: string, options: readonly string[] = []): Module {
  return {
    objectId,
    name,
    schema: 'shop',
    type: 'P',
    createDate: made,
    modifyDate: made,
    definition: moduleStatement('PROCEDURE', text, options),
    parameters: [
      { name: '@id', type: { name: 'int' }, output: false, readOnly: false },
      { name: '@name', type: { name: 'nvarchar', length: 50, userType: 'shop.Name' }, output: true, readOnly: false, default: zero },
      { name: '@rows', type: { name: 'table', userType: 'shop.Rows' }, output: false, readOnly: true },
    ],
    usesQuotedIdentifier: true,
    numbered: new Map(),
    columns: [],
  };
}

function fill(database: Database): void {
  const schema = addSchema(database, 'shop');
  const customer = table(
    1001,
    'shop',
    'Customer',
    [
      column(1, 'Id', { name: 'int' }, { identity: { seed: 10n, increment: 5n, notForReplication: false } }),
      column(2, 'Name', { name: 'nvarchar', length: 50 }),
      column(
        3,
        'Credit',
        { name: 'decimal', precision: 18, scale: 4 },
        {
          nullable: true,
          default: { name: 'DF_Credit', objectId: 1102, isSystemNamed: false, expression: zero, text: '((0))' },
        },
      ),
      column(4, 'Since', { name: 'datetime2', scale: 3 }, { nullable: true }),
      column(5, 'Twice', { name: 'int' }, { nullable: true, computed: { expression: zero, text: '([Id]*(2))', persisted: true } }),
    ],
    {
      identityCurrent: 25n,
      indexes: [
        {
          id: 1,
          name: 'PK_Customer',
          type: 'CLUSTERED',
          unique: true,
          constraint: { kind: 'PRIMARY KEY', objectId: 1101, isSystemNamed: false },
          columns: [{ columnId: 1, descending: false }],
          included: [],
          isDisabled: false,
          options: { FILLFACTOR: '80' },
        },
        {
          id: 2,
          name: 'IX_Name',
          type: 'NONCLUSTERED',
          unique: false,
          columns: [
            { columnId: 2, descending: true },
            { columnId: 4, descending: false },
          ],
          included: [3],
          filter: { expression: zero, text: '([Since] IS NOT NULL)' },
          isDisabled: true,
          options: {},
        },
      ],
    },
  );
  customer.rows.set(1, [10, 'a', null, null, null]);
  const order = table(1002, 'shop', 'Order', [column(1, 'CustomerId', { name: 'int' })], {
    foreignKeys: [
      {
        objectId: 1103,
        name: 'FK_Order',
        isSystemNamed: true,
        columns: [1],
        referenced: { schema: 'shop', table: 'Customer', columns: [1] },
        onDelete: 'CASCADE',
        onUpdate: 'NO_ACTION',
        notForReplication: true,
        isDisabled: false,
        isNotTrusted: false,
      },
    ],
  });
  schema.tables.set('customer', customer);
  schema.tables.set('order', order);
  schema.tables.set('odd ] name', table(1003, 'shop', 'odd ] name', [column(1, 'a', { name: 'bit' })]));
  schema.modules.set('usp_a', procedure(1201, 'usp_a', 'CREATE PROCEDURE shop.usp_a AS SELECT * FROM [shop].[Customer]'));
  schema.modules.set('usp_hidden', procedure(1202, 'usp_hidden', 'CREATE PROCEDURE shop.usp_hidden AS RETURN', ['ENCRYPTION']));
  schema.types.set('name', { userTypeId: 257, name: 'Name', schema: 'shop', nullable: true, base: { name: 'nvarchar', length: 50 } });
  schema.types.set('rows', {
    userTypeId: 258,
    name: 'Rows',
    schema: 'shop',
    nullable: false,
    table: table(1301, 'shop', 'Rows', [column(1, 'Value', { name: 'bigint' })]),
  });
}

/** A server with one small database, seen by an administrator unless a permission check says otherwise. */
export interface Fixture {
  readonly server: ServerModel;
  readonly database: Database;
  readonly catalog: SystemCatalog;
  /** Rows of a view as objects. */
  readonly rows: (view: string) => readonly Readonly<Record<string, SqlValue>>[];
  /** The value of a session function. */
  readonly call: (name: string, ...args: readonly SqlValue[]) => SqlValue;
}

/** `allowed` undefined: everything is. */
export function createFixture(profile = '2022', allowed?: (permission: string, scope?: PermissionScope) => boolean): Fixture {
  const server = createServerModel(profileNamed(profile));
  const database = addDatabase(server, 'Shop');
  fill(database);
  const login: Login = {
    name: allowed === undefined ? 'sa' : 'reader',
    password: 'secret',
    defaultDatabase: 'Shop',
    isSysadmin: allowed === undefined,
    isDisabled: false,
    grants: new Set(['CONNECT@shop']),
    denies: new Set(),
  };
  server.logins.set(login.name, login);
  const settings = defaultSettings();
  const session = (id: number): SessionFacts => ({
    id,
    login,
    loginTime: made,
    hostName: 'host',
    applicationName: 'tests',
    clientInterface: 'none',
    database,
    settings,
    transactionCount: 0,
    lastRequestStart: made,
    lastRequestEnd: null,
    rowCount: 0,
    cpuTime: 1.5,
    packetSize: 4096,
    isEncrypted: true,
    originalLogin: login.name,
    request: {
      startTime: made,
      status: 'suspended',
      command: 'WAITFOR',
      text: 'WAITFOR DELAY',
      statementStart: 4,
      waitType: 'WAITFOR',
      waitTime: 12,
      waitResource: '',
      blockingSessionId: 0,
      percentComplete: 0,
      cpuTime: 1,
      elapsedTime: 13,
      reads: 0,
      logicalReads: 2,
      rowCount: 3,
      nestLevel: 1,
    },
  });
  const sessions = [session(51), session(52)];
  const context: CatalogContext = {
    server,
    session: session(51),
    sessions,
    login,
    database,
    settings,
    error: { number: 8134, severity: 16, state: 1, message: 'Divide by zero error encountered.', line: 3, procedure: null },
    scopeIdentity: 25n,
    transactionState: 0,
    transactionCount: 0,
    rowCount: 7,
    procedureId: 0,
    triggerDepth: 0,
    sessionContext: new Map([['key', { type: { name: 'int' }, value: 5 }]]),
    updatedColumns: undefined,
    contextInfo: null,
    temporaryTables: [],
    describeModule: () => ({ columns: [] }),
    cursorStatus: () => -3,
    hasPermission: allowed ?? (() => true),
    isMember: () => allowed === undefined,
    globalVariable: () => ({ type: { name: 'int' }, value: 0 }),
  };
  const catalog = createSystemCatalog(context);
  return {
    server,
    database,
    catalog,
    rows(view) {
      const [schema = '', name = ''] = view.split('.');
      const rowset = catalog.view(database, schema, name);
      if (rowset === undefined) throw new Error(`There is no view ${view}`);
      return [...rowset.rows()].map((row) =>
        Object.fromEntries(rowset.columns.map((each, index): [string, SqlValue] => [each.name, row[index] ?? null])),
      );
    },
    call(name, ...args) {
      const found = catalog.sessionFunction(name);
      if (found === undefined) throw new Error(`There is no function ${name}`);
      return found.evaluate(
        args,
        args.map((): SqlType => ({ name: 'nvarchar', length: 128 })),
      );
    },
  };
}
