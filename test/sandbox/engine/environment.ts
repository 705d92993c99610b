import type { QueryEnvironment, SessionFunction, SystemRowset } from '../query/queryEnvironment';
import { convert } from '../values/convert';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { CatalogContext } from './catalogContext';
import type { Frame } from './frame';
import type { Database, Module, ServerModel, Table, UserType } from './model';
import type { SystemCatalog } from './sessionState';
import { catalogContext } from './catalogFacts';
import { messages } from './errors/messages';
import { globalVariable } from './globalVariables';
import { findTemporaryTable, findType } from './names';
import { hasPermission } from './permissions';
import { toError } from './steps';
import { resolveType } from './typeNames';

interface NoValue {
  readonly type: SqlType;
  readonly value: SqlValue;
}

/** What the queries of one frame see. */
export class FrameEnvironment implements QueryEnvironment {
  readonly #frame: () => Frame;
  #catalog: SystemCatalog | undefined;

  /** `frame` is asked at every use: frame and environment refer to each other, and a compiled query may run again in another frame of its session. */
  constructor(frame: () => Frame) {
    this.#frame = frame;
  }

  get server(): ServerModel {
    return this.#frame().session.host.model;
  }

  get database(): Database {
    return this.#frame().session.database;
  }

  get statementTime(): Date {
    return this.#frame().statementTime;
  }

  get settings(): Frame['session']['settings'] {
    return this.#frame().session.settings;
  }

  get undo(): Frame['session']['undo'] {
    return this.#frame().session.undo;
  }

  get catalog(): SystemCatalog {
    this.#catalog ??= this.#frame().session.host.createCatalog(this.catalogContext);
    return this.#catalog;
  }

  get catalogContext(): CatalogContext {
    return catalogContext(this.#frame);
  }

  checkpoint(): void {
    const signal = this.#frame().session.request?.signal;
    if (signal?.aborted) throw toError(signal.reason);
  }

  variable(name: string): NoValue {
    const found = this.#frame().variables.get(name.toLowerCase());
    if (!found) throw messages.variableNotDeclared(name);
    return found;
  }

  assignVariable(name: string, value: SqlValue): void {
    const found = this.#frame().variables.get(name.toLowerCase());
    if (!found) throw messages.variableNotDeclared(name);
    found.value = value;
  }

  globalVariable(name: string): NoValue {
    return globalVariable(this.#frame(), name);
  }

  tableVariable(name: string): Table {
    const found = this.#frame().tableVariables.get(name.toLowerCase());
    if (!found) throw messages.tableVariableNotDeclared(name);
    return found;
  }

  temporaryTable(name: string): Table | undefined {
    const frame = this.#frame();
    return frame.triggerTables.get(name.toLowerCase()) ?? findTemporaryTable(frame, name);
  }

  systemView(database: Database, schema: string, name: string): SystemRowset | undefined {
    return this.catalog.view(database, schema, name);
  }

  systemTableFunction(database: Database, schema: string, name: string, args: readonly SqlValue[]): SystemRowset | undefined {
    return this.catalog.tableFunction(database, schema, name, args);
  }

  sessionFunction(name: string): SessionFunction | undefined {
    return this.catalog.sessionFunction(name);
  }

  callScalarFunction(module: Module, args: readonly SqlValue[]): SqlValue {
    const frame = this.#frame();
    return frame.session.host.interpreter.scalarFunction(frame, module, args);
  }

  callTableFunction(module: Module, args: readonly SqlValue[]): Table {
    const frame = this.#frame();
    return frame.session.host.interpreter.tableFunction(frame, module, args);
  }

  resolveType(reference: Parameters<QueryEnvironment['resolveType']>[0]): SqlType {
    return resolveType(this.#frame().session, reference);
  }

  tableType(userType: string): UserType | undefined {
    return findType(this.#frame().session, { parts: userType.split('.') });
  }

  fireTrigger(module: Module, inserted: Table, deleted: Table, updated: ReadonlySet<number>): void {
    const frame = this.#frame();
    frame.session.host.interpreter.trigger(frame, module, inserted, deleted, updated);
  }

  checkPermission(permission: string, database: Database, schema: string, object: string): void {
    const { session, ownershipChain } = this.#frame();
    if (ownershipChain || session.login.isSysadmin) return;
    // Public may read the catalog: what a login sees there is decided row by row.
    if (permission === 'SELECT' && ['sys', 'information_schema'].includes(schema.toLowerCase())) return;
    const scope = { database: database.name, schema, object };
    if (!hasPermission(session.login, session.host.model.databases, permission, scope)) {
      throw messages.permissionDenied(permission, object, database.name, schema);
    }
  }
}

/** Converts a value for a variable or parameter of the type. */
export function convertFor(type: SqlType, value: NoValue): SqlValue {
  return value.value === null ? null : convert(value.value, value.type, type);
}
