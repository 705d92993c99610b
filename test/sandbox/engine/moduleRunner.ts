import type { SqlValue } from '../values/sqlValue';
import { addTableVariable, prepareFrame } from './declarations';
import { buildTable } from './ddl/buildTable';
import { convertFor } from './environment';
import { messages } from './errors/messages';
import { Raise, withEffect } from './errors/raise';
import { type Argument, bindArguments } from './executeProcedure';
import type { Flow, Frame } from './frame';
import { createFrame, silentSink } from './frames';
import type { Database, Module, Table } from './model';
import { runFrame } from './runFrame';
import { SqlError } from './sqlError';
import { driveNow, type Step } from './steps';
import { beginTransaction } from './transactions';

/** Calls a scalar function in the middle of a query. */
export function callScalarFunction(caller: Frame, module: Module, args: readonly SqlValue[]): SqlValue {
  const frame = functionFrame(caller, module, args);
  const flow = runFunction(frame, module);
  const returns = module.definition.returns;
  if (flow?.kind !== 'returnValue' || !returns) return null;
  return convertFor(frame.environment.resolveType(returns), flow);
}

/** Runs a multi-statement table-valued function. */
export function callTableFunction(caller: Frame, module: Module, args: readonly SqlValue[]): Table {
  const frame = functionFrame(caller, module, args);
  const { returnsTable } = module.definition;
  if (!returnsTable) throw messages.invalidObject(`${module.schema}.${module.name}`);
  const table = buildTable(frame, returnsTable.definition, { name: returnsTable.variable, kind: 'variable' });
  addTableVariable(frame, returnsTable.variable, table);
  runFunction(frame, module);
  return table;
}

function functionFrame(caller: Frame, module: Module, args: readonly SqlValue[]): Frame {
  const frame = createFrame(caller.session, 'function', {
    sink: silentSink,
    text: module.definition.text,
    caller,
    module,
    moduleDatabase: databaseOf(caller, module),
  });
  const bound: Argument[] = module.parameters.map((parameter, index) => ({
    name: '',
    type: parameter.type,
    value: args[index] ?? null,
    isDefault: false,
  }));
  bindArguments(frame, module, bound);
  return frame;
}

function runFunction(frame: Frame, module: Module): Flow {
  const { session } = frame;
  const { tryDepth, rowCount, lastError } = session;
  session.functionDepth++;
  session.dataDepth++;
  session.tryDepth = 0;
  try {
    return driveNow(runFrame(frame, statementsOf(frame, module)));
  } catch (error) {
    throw error instanceof Raise ? error.error : error;
  } finally {
    session.functionDepth--;
    session.dataDepth--;
    session.tryDepth = tryDepth;
    session.rowCount = rowCount;
    session.lastError = lastError;
  }
}

function* statementsOf(frame: Frame, module: Module): Step<Flow> {
  const { body } = module.definition;
  prepareFrame(frame, body);
  return yield* frame.session.host.interpreter.statements(frame, body);
}

/**
 * Runs a trigger with XACT_ABORT ON, in a transaction. Its errors end the batch.
 * Throws SqlError 3609 when the trigger ended the transaction.
 */
export function runTrigger(caller: Frame, module: Module, inserted: Table, deleted: Table, updated: ReadonlySet<number>): void {
  const { session, sink } = caller;
  if (!session.transaction) beginTransaction(session, '', sink, true);
  const frame = createFrame(session, 'trigger', {
    sink,
    text: module.definition.text,
    caller,
    module,
    moduleDatabase: databaseOf(caller, module),
    triggerTables: new Map([
      ['inserted', inserted],
      ['deleted', deleted],
    ]),
    updatedColumns: updated,
  });
  const { tryDepth, rowCount } = session;
  const xactAbort = session.settings.xactAbort;
  session.tryDepth = 0;
  session.triggerDepth++;
  session.rowCount = Math.max(inserted.rows.size, deleted.rows.size);
  session.settings.xactAbort = true;
  try {
    driveNow(runFrame(frame, statementsOf(frame, module)));
  } catch (error) {
    throw error instanceof Raise ? endingBatch(error.error) : error;
  } finally {
    session.settings.xactAbort = xactAbort;
    session.tryDepth = tryDepth;
    session.triggerDepth--;
    session.rowCount = rowCount;
  }
  if (!session.transaction) throw messages.transactionEndedInTrigger();
}

/** Whatever raised it, an error that leaves a trigger ends the batch and the transaction. */
function endingBatch({ number, severity, state, message, line, procedure }: SqlError): SqlError {
  return withEffect(new SqlError(number, severity, state, message, { line, procedure }), 'batch');
}

function databaseOf(caller: Frame, module: Module): Database {
  const { session } = caller;
  const schema = module.schema.toLowerCase();
  const name = module.name.toLowerCase();
  const owns = (database: Database): boolean => database.schemas.get(schema)?.modules.get(name) === module;
  if (owns(session.database)) return session.database;
  return [...session.host.model.databases.values()].find(owns) ?? session.database;
}
