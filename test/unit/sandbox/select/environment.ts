import { defaultSettings } from '../../../sandbox/engine/settings';
import { addDatabase, createServerModel } from '../../../sandbox/engine/serverModel';
import { SqlError } from '../../../sandbox/engine/sqlError';
import { UndoStack } from '../../../sandbox/engine/undoStack';
import { defaultProfileName, profiles } from '../../../sandbox/catalog/profiles';
import type { Column, Database, Row, Table } from '../../../sandbox/engine/model';
import type { QueryEnvironment } from '../../../sandbox/query/queryEnvironment';
import type { SqlType } from '../../../sandbox/values/sqlType';
import type { SqlValue } from '../../../sandbox/values/sqlValue';
import { systemType } from '../../../sandbox/values/types';

export interface TestEnvironment extends QueryEnvironment {
  readonly database: Database;
  /** Declares or changes a variable. */
  set(name: string, type: string, value: SqlValue): void;
  /** Adds a table of the schema dbo; columns as `id int`, nullable unless `NOT NULL` follows. */
  addTable(name: string, columns: readonly string[], rows: readonly Row[]): Table;
  /** How often a long loop asked whether to go on. */
  readonly checkpoints: number;
}

/** A session with an empty database and nothing else, for queries without the interpreter. */
export function createEnvironment(): TestEnvironment {
  const profile = profiles.get(defaultProfileName);
  if (!profile) throw new Error('The default profile is missing.');
  const server = createServerModel(profile);
  const database = addDatabase(server, 'shop');
  const variables = new Map<string, { readonly type: SqlType; readonly value: SqlValue }>();
  const counts = { checkpoints: 0 };
  const unsupported = (): never => {
    throw new Error('Not part of this environment.');
  };
  return {
    server,
    database,
    settings: defaultSettings(),
    undo: new UndoStack(() => false),
    statementTime: new Date('2026-03-04T05:06:07.089Z'),
    get checkpoints() {
      return counts.checkpoints;
    },
    checkpoint: () => {
      counts.checkpoints++;
    },
    variable: (name) => {
      const found = variables.get(name.toLowerCase());
      if (!found) throw new SqlError(137, 15, 2, `Must declare the scalar variable "${name}".`);
      return found;
    },
    assignVariable: (name, value) => {
      const found = variables.get(name.toLowerCase());
      if (found) variables.set(name.toLowerCase(), { type: found.type, value });
    },
    globalVariable: () => ({ type: { name: 'int' }, value: 7 }),
    tableVariable: unsupported,
    temporaryTable: () => undefined,
    systemView: () => undefined,
    systemTableFunction: () => undefined,
    sessionFunction: (name) => (name === 'DB_NAME' ? { type: { name: 'nvarchar', length: 128 }, evaluate: () => 'shop' } : undefined),
    callScalarFunction: (module, args) => `${module.name}(${args.map(String).join(',')})`,
    callTableFunction: unsupported,
    resolveType: ({ name, arguments: args }) => typeOf(name.parts.join('.'), args),
    tableType: () => undefined,
    fireTrigger: unsupported,
    checkPermission: () => undefined,
    set: (name, type, value) => void variables.set(name.toLowerCase(), { type: parseType(type), value }),
    addTable: (name, columns, rows) => {
      const table = createTable(name, columns, rows);
      database.schemas.get('dbo')?.tables.set(name.toLowerCase(), table);
      return table;
    },
  };
}

function typeOf(name: string, args: readonly (number | 'max')[]): SqlType {
  const type = systemType(name.toLowerCase(), args);
  if (!type) throw new SqlError(2715, 16, 6, `Column, parameter, or variable #1: Cannot find data type ${name}.`);
  return type;
}

function parseType(text: string): SqlType {
  const match = /^(\w+)(?:\((.+)\))?$/.exec(text);
  const args = (match?.[2] ?? '').split(',').filter((part) => part !== '');
  return typeOf(
    match?.[1] ?? text,
    args.map((part) => (part === 'max' ? 'max' : Number(part))),
  );
}

let objectId = 1000;

function createTable(name: string, columns: readonly string[], rows: readonly Row[]): Table {
  objectId++;
  return {
    objectId,
    name,
    schema: 'dbo',
    createDate: new Date(0),
    modifyDate: new Date(0),
    columns: columns.map(createColumn),
    indexes: [],
    foreignKeys: [],
    checks: [],
    triggers: [],
    rows: new Map(rows.map((row, index) => [index + 1, row])),
    nextRowId: rows.length + 1,
    identityCurrent: null,
    isTemporary: false,
    options: {},
  };
}

function createColumn(text: string, index: number): Column {
  const [name = '', type = ''] = text.split(' ');
  return {
    id: index + 1,
    name,
    type: parseType(type),
    nullable: !text.endsWith('NOT NULL'),
    rowGuidCol: false,
    sparse: false,
    hidden: false,
  };
}
