import { compileSelect } from '../../select/compileSelect';
import type { CreateModuleStatement } from '../../syntax/statementAst';
import { prepareFrame } from '../declarations';
import { definitionMessages } from '../errors/definitionMessages';
import type { Frame } from '../frame';
import { createFrame, silentSink } from '../frames';
import type { Database, Module, ModuleParameterModel, Schema, Table } from '../model';
import { objectExists, place, requireSchema, shownName } from '../names';
import { precompile } from '../precompile';
import { takeObjectId } from '../serverModel';
import { SqlError } from '../sqlError';
import { resolveType } from '../typeNames';
import { bindShape } from './moduleShape';
import { buildTable } from './buildTable';
import { setEntry } from './catalogChanges';

/**
 * CREATE, ALTER and CREATE OR ALTER of procedures, functions, views and triggers. Tables that a body names need not exist yet; variables must.
 * Throws SqlError 2714, 208, 2760, 137, 2715.
 */
export function createModule(frame: Frame, statement: CreateModuleStatement): void {
  const { session } = frame;
  const at = place(session, statement.name);
  const schema = requireSchema(at.database, at.schema);
  const existing = schema.modules.get(at.name.toLowerCase());
  if (statement.form === 'ALTER' && !existing) throw definitionMessages.moduleDropMissing(shownName(statement.name));
  const { number = 1 } = statement;
  if (number > 1) {
    addNumbered(frame, schema, existing, statement, number);
    return;
  }
  if (statement.form === 'CREATE' && objectExists(schema, at.name)) throw definitionMessages.moduleExists(at.name);
  if (!existing && objectExists(schema, at.name)) throw definitionMessages.moduleExists(at.name);
  const type = typeOf(statement);
  if (existing && existing.type !== type && !(isFunction(existing.type) && isFunction(type))) {
    throw definitionMessages.moduleDropMissing(shownName(statement.name));
  }
  const parameters = statement.parameters.map((parameter, index): ModuleParameterModel => ({
    name: parameter.name,
    type: resolveType(session, parameter.type, index + 1),
    output: parameter.output,
    readOnly: parameter.readOnly,
    ...(parameter.default && { default: parameter.default }),
  }));
  const now = new Date();
  const module: Module = {
    objectId: existing?.objectId ?? takeObjectId(at.database),
    name: at.name,
    schema: schema.name,
    type,
    createDate: existing?.createDate ?? now,
    modifyDate: now,
    definition: statement,
    usesQuotedIdentifier: session.settings.quotedIdentifier,
    numbered: existing?.numbered ?? new Map<number, CreateModuleStatement>(),
    parameters,
    columns: [],
  };
  checkBody(frame, at.database, module);
  module.columns = columnsOf(frame, at.database, module);
  setEntry(session.undo, schema.modules, at.name, module);
  if (statement.on) attachTrigger(frame, at.database, schema, module, existing, statement.on);
}

/** `;2` and up hang on the procedure of the same name; they are kept and listed, not run. Throws SqlError 2730, 2714. */
function addNumbered(frame: Frame, schema: Schema, base: Module | undefined, statement: CreateModuleStatement, number: number): void {
  const name = statement.name.parts.at(-1) ?? '';
  if (base?.type !== 'P') throw definitionMessages.numberedWithoutBase(name, number);
  if (statement.form === 'CREATE' && base.numbered.has(number)) throw definitionMessages.moduleExists(name);
  const numbered = new Map(base.numbered).set(number, statement);
  setEntry(frame.session.undo, schema.modules, name, { ...base, numbered, modifyDate: new Date() });
}

function typeOf(statement: CreateModuleStatement): Module['type'] {
  switch (statement.module) {
    case 'PROCEDURE':
      return 'P';
    case 'VIEW':
      return 'V';
    case 'TRIGGER':
      return 'TR';
    case 'FUNCTION':
      return statement.inline ? 'IF' : statement.returnsTable ? 'TF' : 'FN';
  }
}

function isFunction(type: Module['type']): boolean {
  return type === 'FN' || type === 'IF' || type === 'TF';
}

/** A frame in which the module's parameters are declared, to compile parts of it. */
function shapeFrame(frame: Frame, database: Database, module: Module): Frame {
  const shape = createFrame(frame.session, module.type === 'P' || module.type === 'TR' ? 'procedure' : 'function', {
    sink: silentSink,
    text: module.definition.text,
    module,
    moduleDatabase: database,
  });
  bindShape(shape, module.parameters);
  return shape;
}

function checkBody(frame: Frame, database: Database, module: Module): void {
  const shape = shapeFrame(frame, database, module);
  const { returnsTable, body } = module.definition;
  if (returnsTable)
    shape.tableVariables.set(
      returnsTable.variable.toLowerCase(),
      buildTable(shape, returnsTable.definition, { name: returnsTable.variable, kind: 'variable' }),
    );
  try {
    prepareFrame(shape, body);
    if (module.type !== 'TR') precompile(shape, body);
  } catch (error) {
    if (error instanceof SqlError && error.procedure === '') error.procedure = module.name;
    throw error;
  }
}

function columnsOf(frame: Frame, database: Database, module: Module): Module['columns'] {
  const { definition } = module;
  const shape = shapeFrame(frame, database, module);
  if (definition.returnsTable) {
    const table = buildTable(shape, definition.returnsTable.definition, { name: definition.returnsTable.variable, kind: 'variable' });
    return table.columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
  }
  const query = module.type === 'V' ? definition.query : module.type === 'IF' ? inlineQuery(definition) : undefined;
  if (!query) return [];
  const { columns } = compileSelect(query, shape.environment);
  return columns.map(({ name, type, nullable }, index) => {
    const shown = definition.columns[index] ?? name;
    if (shown === '') throw definitionMessages.unnamedViewColumn(module.name, index + 1);
    return { name: shown, type, nullable };
  });
}

function inlineQuery(definition: CreateModuleStatement): CreateModuleStatement['query'] {
  if (definition.query) return definition.query;
  const [statement] = definition.body;
  return statement?.kind === 'return' ? statement.query : undefined;
}

function attachTrigger(
  frame: Frame,
  database: Database,
  schema: Schema,
  module: Module,
  existing: Module | undefined,
  on: NonNullable<CreateModuleStatement['on']>,
): void {
  const { undo } = frame.session;
  const target = place(frame.session, on);
  const tableSchema = on.parts.length > 1 ? requireSchema(database, target.schema) : schema;
  const table: Table | undefined = tableSchema.tables.get(target.name.toLowerCase());
  if (!table) throw definitionMessages.triggerTargetMissing(shownName(on));
  const index = existing ? table.triggers.indexOf(existing) : -1;
  if (existing && index >= 0) {
    table.triggers[index] = module;
    undo.push(() => {
      table.triggers[index] = existing;
    });
    return;
  }
  table.triggers.push(module);
  undo.push(() => {
    table.triggers.splice(table.triggers.indexOf(module), 1);
  });
}
