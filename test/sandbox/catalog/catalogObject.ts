import type { CheckConstraint, Column, Database, ForeignKey, Index, Module, Schema, Sequence, Table, UserType } from '../engine/model';

/** A row of sys.objects, with what it stands for. */
export interface CatalogObject {
  readonly id: number;
  readonly name: string;
  readonly schemaId: number;
  readonly schemaName: string;
  /** 0 when it hangs on nothing. */
  readonly parentId: number;
  /** sys.objects.type without trailing blanks. */
  readonly type: string;
  readonly createDate: Date;
  readonly modifyDate: Date;
  /** The object that permissions are held on: the table of a constraint or trigger, else itself. */
  readonly securableName: string;
  readonly table?: Table;
  readonly module?: Module;
  readonly sequence?: Sequence;
  readonly synonym?: { readonly objectId: number; readonly name: string; readonly baseObject: string };
  readonly keyIndex?: Index;
  readonly foreignKey?: ForeignKey;
  readonly check?: CheckConstraint;
  /** Of a default constraint. */
  readonly column?: Column;
  readonly userType?: UserType;
}

/** sys.objects.type_desc by type. */
export const typeDescriptions: Readonly<Record<string, string>> = {
  U: 'USER_TABLE',
  V: 'VIEW',
  P: 'SQL_STORED_PROCEDURE',
  FN: 'SQL_SCALAR_FUNCTION',
  IF: 'SQL_INLINE_TABLE_VALUED_FUNCTION',
  TF: 'SQL_TABLE_VALUED_FUNCTION',
  TR: 'SQL_TRIGGER',
  PK: 'PRIMARY_KEY_CONSTRAINT',
  UQ: 'UNIQUE_CONSTRAINT',
  F: 'FOREIGN_KEY_CONSTRAINT',
  C: 'CHECK_CONSTRAINT',
  D: 'DEFAULT_CONSTRAINT',
  SO: 'SEQUENCE_OBJECT',
  SN: 'SYNONYM',
  TT: 'TYPE_TABLE',
  S: 'SYSTEM_TABLE',
  X: 'EXTENDED_STORED_PROCEDURE',
};

/** The id of a schema by its name; dbo's when a temporary table names none that exists. */
function schemaOf(database: Database, name: string): Schema | undefined {
  return database.schemas.get(name.toLowerCase());
}

/** Every user object of a database, by object_id. Temporary tables are tempdb's. */
export function collectObjects(database: Database, temporaryTables: readonly Table[]): readonly CatalogObject[] {
  const found: CatalogObject[] = [];
  for (const schema of database.schemas.values()) {
    for (const table of schema.tables.values()) found.push(...tableObjects(table, schema));
    // A trigger is listed with its table, which is its parent.
    for (const module of schema.modules.values()) if (module.type !== 'TR') found.push(moduleObject(module, schema));
    for (const sequence of schema.sequences.values()) {
      found.push({ ...base(schema, sequence.objectId, sequence.name, 'SO', database.createDate), sequence });
    }
    for (const synonym of schema.synonyms.values()) {
      found.push({ ...base(schema, synonym.objectId, synonym.name, 'SN', database.createDate), synonym });
    }
  }
  const sys = schemaOf(database, 'sys');
  // The constraints of a table type belong to the hidden table behind it.
  for (const { table } of collectTableTypeObjects(database)) {
    if (table !== undefined && sys !== undefined) found.push(...[...tableObjects(table, sys)].filter((object) => object.type !== 'U'));
  }
  const dbo = schemaOf(database, 'dbo');
  if (dbo !== undefined) for (const table of temporaryTables) found.push(...tableObjects(table, dbo));
  const unique = new Map(found.map((object) => [object.id, object]));
  return [...unique.values()].sort((a, b) => a.id - b.id);
}

/** The hidden tables behind table types: sys.objects lists them as TT in schema sys. */
export function collectTableTypeObjects(database: Database): readonly CatalogObject[] {
  const found: CatalogObject[] = [];
  for (const schema of database.schemas.values()) {
    for (const userType of schema.types.values()) {
      const table = userType.table;
      if (table === undefined) continue;
      found.push({
        id: table.objectId,
        name: `TT_${userType.name.slice(0, 11)}_${(table.objectId >>> 0).toString(16).toUpperCase().padStart(8, '0')}`,
        schemaId: 4,
        schemaName: 'sys',
        parentId: 0,
        type: 'TT',
        createDate: table.createDate,
        modifyDate: table.modifyDate,
        securableName: userType.name,
        table,
        userType,
      });
    }
  }
  return found;
}

function base(schema: Schema, id: number, name: string, type: string, date: Date): CatalogObject {
  return {
    id,
    name,
    schemaId: schema.id,
    schemaName: schema.name,
    parentId: 0,
    type,
    createDate: date,
    modifyDate: date,
    securableName: name,
  };
}

function moduleObject(module: Module, schema: Schema): CatalogObject {
  return { ...base(schema, module.objectId, module.name, module.type, module.createDate), modifyDate: module.modifyDate, module };
}

function* tableObjects(table: Table, schema: Schema): Iterable<CatalogObject> {
  yield { ...base(schema, table.objectId, table.name, 'U', table.createDate), modifyDate: table.modifyDate, table };
  const child = (id: number, name: string, type: string): CatalogObject => ({
    ...base(schema, id, name, type, table.createDate),
    parentId: table.objectId,
    securableName: table.name,
  });
  for (const index of table.indexes) {
    if (index.constraint === undefined) continue;
    const type = index.constraint.kind === 'PRIMARY KEY' ? 'PK' : 'UQ';
    yield { ...child(index.constraint.objectId, index.name, type), keyIndex: index, table };
  }
  for (const foreignKey of table.foreignKeys) yield { ...child(foreignKey.objectId, foreignKey.name, 'F'), foreignKey, table };
  for (const check of table.checks) yield { ...child(check.objectId, check.name, 'C'), check, table };
  for (const column of table.columns) {
    if (column.default !== undefined) yield { ...child(column.default.objectId, column.default.name, 'D'), column, table };
  }
  for (const trigger of table.triggers) {
    yield {
      ...child(trigger.objectId, trigger.name, 'TR'),
      createDate: trigger.createDate,
      modifyDate: trigger.modifyDate,
      module: trigger,
      table,
    };
  }
}
