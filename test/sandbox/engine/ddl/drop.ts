import type { ObjectName } from '../../syntax/expressionAst';
import type { DropStatement } from '../../syntax/statementAst';
import { definitionMessages } from '../errors/definitionMessages';
import type { Frame } from '../frame';
import type { Database, Module, Schema, Table } from '../model';
import { findSchema, findTemporaryTable, place, shownName } from '../names';
import { removeEntry } from './catalogChanges';
import { dropDatabase } from './databases';
import { dropIndex } from './indexStatements';
import { dropPrincipal } from './permissionStatements';
import { NotInSandboxError } from '../sqlError';

/** DROP of every kind. Throws SqlError 3701 (does not exist), 3726, 3729, 3732 (still used), 3705 (another kind). */
export function dropObjects(frame: Frame, statement: DropStatement): void {
  for (const name of statement.names) dropObject(frame, statement, name);
}

function dropObject(frame: Frame, statement: DropStatement, name: ObjectName): void {
  const { ifExists } = statement;
  switch (statement.objectType) {
    case 'TABLE': {
      dropTable(frame, name, ifExists);
      return;
    }
    case 'VIEW': {
      dropModule(frame, name, ifExists, 'view', ['V']);
      return;
    }
    case 'PROCEDURE': {
      dropModule(frame, name, ifExists, 'procedure', ['P']);
      return;
    }
    case 'FUNCTION': {
      dropModule(frame, name, ifExists, 'function', ['FN', 'IF', 'TF']);
      return;
    }
    case 'TRIGGER': {
      dropModule(frame, name, ifExists, 'trigger', ['TR']);
      return;
    }
    case 'INDEX': {
      dropIndex(frame, name, statement.on, ifExists);
      return;
    }
    case 'SCHEMA': {
      dropSchema(frame, shownName(name), ifExists);
      return;
    }
    case 'TYPE': {
      dropType(frame, name, ifExists);
      return;
    }
    case 'SEQUENCE': {
      dropSequence(frame, name, ifExists);
      return;
    }
    case 'DATABASE': {
      dropDatabase(frame, shownName(name), ifExists);
      return;
    }
    case 'USER':
    case 'LOGIN':
    case 'ROLE': {
      dropPrincipal(frame, statement.objectType, shownName(name), ifExists);
      return;
    }
    case 'SYNONYM': {
      dropSynonym(frame, name, ifExists);
      return;
    }
    case 'STATISTICS':
      throw new NotInSandboxError(`DROP ${statement.objectType}`, statement.position.line);
  }
}

function dropTable(frame: Frame, name: ObjectName, ifExists: boolean): void {
  const { session } = frame;
  const at = place(session, name);
  if (at.name.startsWith('#')) {
    if (findTemporaryTable(frame, at.name)) {
      dropTemporary(frame, at.name);
      return;
    }
    if (ifExists) return;
    throw definitionMessages.cannotDrop('table', at.name);
  }
  const schema = findSchema(at.database, at.schema);
  const table = schema?.tables.get(at.name.toLowerCase());
  if (!schema || !table) {
    if (schema?.modules.has(at.name.toLowerCase())) throw definitionMessages.wrongObjectType('TABLE', shownName(name));
    if (ifExists) return;
    throw definitionMessages.cannotDrop('table', shownName(name));
  }
  if (referencingTable(at.database, table)) throw definitionMessages.referencedByForeignKey(shownName(name));
  removeEntry(session.undo, schema.tables, at.name);
  for (const trigger of table.triggers) removeEntry(session.undo, schema.modules, trigger.name);
}

function dropTemporary(frame: Frame, name: string): void {
  const { session } = frame;
  const key = name.toLowerCase();
  for (let each: Frame | undefined = frame; each; each = each.caller) {
    if (each.temporaryTables.has(key)) {
      removeEntry(session.undo, each.temporaryTables, name);
      return;
    }
  }
  if (session.temporaryTables.has(key)) removeEntry(session.undo, session.temporaryTables, name);
  else removeEntry(session.undo, session.host.globalTemporaryTables, name);
}

/** Another table with a foreign key to this one. */
export function referencingTable(database: Database, table: Table): Table | undefined {
  for (const schema of database.schemas.values()) {
    for (const other of schema.tables.values()) {
      if (other !== table && other.foreignKeys.some(({ referenced }) => isSame(referenced, table))) return other;
    }
  }
  return undefined;
}

function isSame(referenced: { readonly schema: string; readonly table: string }, table: Table): boolean {
  return referenced.schema.toLowerCase() === table.schema.toLowerCase() && referenced.table.toLowerCase() === table.name.toLowerCase();
}

function dropModule(frame: Frame, name: ObjectName, ifExists: boolean, word: string, types: readonly Module['type'][]): void {
  const { session } = frame;
  const at = place(session, name);
  const schema = findSchema(at.database, at.schema);
  const module = schema?.modules.get(at.name.toLowerCase());
  if (!schema || !module) {
    if (ifExists) return;
    throw definitionMessages.cannotDrop(word, shownName(name));
  }
  if (!types.includes(module.type)) throw definitionMessages.wrongObjectType(word.toUpperCase(), shownName(name));
  removeEntry(session.undo, schema.modules, at.name);
  if (module.type === 'TR') detachTrigger(frame, at.database, module);
}

function detachTrigger(frame: Frame, database: Database, module: Module): void {
  for (const schema of database.schemas.values()) {
    for (const table of schema.tables.values()) {
      const index = table.triggers.indexOf(module);
      if (index < 0) continue;
      table.triggers.splice(index, 1);
      frame.session.undo.push(() => {
        table.triggers.splice(index, 0, module);
      });
    }
  }
}

function dropSchema(frame: Frame, name: string, ifExists: boolean): void {
  const { database, undo } = frame.session;
  const schema = findSchema(database, name);
  if (!schema) {
    if (ifExists) return;
    throw definitionMessages.schemaDropMissing(name);
  }
  const inside = firstObject(schema);
  if (inside !== undefined) throw definitionMessages.schemaInUse(name, inside);
  removeEntry(undo, database.schemas, name);
}

function firstObject(schema: Schema): string | undefined {
  for (const map of [schema.tables, schema.modules, schema.sequences, schema.types, schema.synonyms]) {
    for (const { name } of map.values()) return name;
  }
  return undefined;
}

function dropType(frame: Frame, name: ObjectName, ifExists: boolean): void {
  const { session } = frame;
  const at = place(session, name);
  const schema = findSchema(at.database, at.schema);
  const type = schema?.types.get(at.name.toLowerCase());
  if (!schema || !type) {
    if (ifExists) return;
    throw definitionMessages.cannotDropType(shownName(name));
  }
  const user = typeUser(at.database, `${type.schema}.${type.name}`.toLowerCase());
  if (user !== undefined) throw definitionMessages.typeInUse(shownName(name), user);
  removeEntry(session.undo, schema.types, at.name);
}

function typeUser(database: Database, userType: string): string | undefined {
  for (const schema of database.schemas.values()) {
    for (const table of schema.tables.values()) {
      if (table.columns.some((column) => column.type.userType?.toLowerCase() === userType)) return table.name;
    }
    for (const module of schema.modules.values()) {
      if (module.parameters.some((parameter) => parameter.type.userType?.toLowerCase() === userType)) return module.name;
    }
  }
  return undefined;
}

function dropSequence(frame: Frame, name: ObjectName, ifExists: boolean): void {
  const { session } = frame;
  const at = place(session, name);
  const schema = findSchema(at.database, at.schema);
  if (!schema?.sequences.has(at.name.toLowerCase())) {
    if (ifExists) return;
    throw definitionMessages.cannotDrop('sequence object', shownName(name));
  }
  removeEntry(session.undo, schema.sequences, at.name);
}

function dropSynonym(frame: Frame, name: ObjectName, ifExists: boolean): void {
  const { session } = frame;
  const at = place(session, name);
  const schema = findSchema(at.database, at.schema);
  if (schema?.synonyms.has(at.name.toLowerCase())) {
    removeEntry(session.undo, schema.synonyms, at.name);
    return;
  }
  if (!ifExists) throw definitionMessages.cannotDrop('synonym', shownName(name));
}
