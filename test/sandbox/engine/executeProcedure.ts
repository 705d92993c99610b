import type { Module, Database, ModuleParameterModel } from './model';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { addTableVariable, prepareFrame } from './declarations';
import { tableFromValue } from './ddl/tableOfType';
import { convertFor } from './environment';
import { messages } from './errors/messages';
import { handleError, withEffect } from './errors/raise';
import { evaluateAs } from './evaluate';
import type { Flow, Frame } from './frame';
import { createFrame } from './frames';
import type { Table } from './model';
import { runFrame } from './runFrame';
import { SqlError } from './sqlError';
import type { Step } from './steps';
import { isTypeOfTable } from './typeNames';

/** An argument of a procedure or function call, evaluated. */
export interface Argument {
  /** With `@`; empty when passed by position. */
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
  /** The table behind a table variable. */
  readonly table?: Table;
  readonly isDefault: boolean;
  /** Takes the final value of an OUTPUT parameter. */
  readonly output?: (value: SqlValue, type: SqlType) => void;
}

/**
 * Runs a procedure and gives its return value. OUTPUT arguments get their values also after errors that end only statements.
 * Throws SqlError 201, 119, 229, 8114, 8143 to 8146, 8162, 266, 217.
 */
export function* executeProcedure(caller: Frame, module: Module, database: Database, args: readonly Argument[]): Step<number> {
  const { session } = caller;
  caller.environment.checkPermission('EXECUTE', database, module.schema, module.name);
  const frame = createFrame(session, 'procedure', {
    sink: caller.sink,
    text: module.definition.text,
    caller,
    module,
    moduleDatabase: database,
  });
  const bound = bindArguments(frame, module, args);
  const before = session.transaction?.count ?? 0;
  const flow = yield* runFrame(frame, runBody(frame, module));
  for (const [parameter, argument] of bound) {
    const variable = frame.variables.get(parameter.name.toLowerCase());
    if (argument?.output && variable) argument.output(variable.value, variable.type);
  }
  const after = session.transaction?.count ?? 0;
  // The call itself succeeded: its return value still counts, unless a CATCH block takes the error.
  if (before !== after && !session.settings.xactAbort)
    handleError(caller, about(module, messages.transactionCountMismatch(before, after)), 0);
  return flow?.kind === 'return' ? flow.value : 0;
}

/** An error about a call is told in the name of the called procedure. */
function about(module: Callable, error: SqlError): SqlError {
  error.procedure = module.name;
  return error;
}

function* runBody(frame: Frame, module: Module): Step<Flow> {
  const { body } = module.definition;
  prepareFrame(frame, body);
  return yield* frame.session.host.interpreter.statements(frame, body);
}

/** What a call needs to know of what it calls. */
export type Callable = Pick<Module, 'name' | 'parameters'>;

/** Gives parameters their values in the frame; what came for each, in the order of the declaration. */
export function bindArguments(
  frame: Frame,
  module: Callable,
  args: readonly Argument[],
): readonly (readonly [ModuleParameterModel, Argument | undefined])[] {
  const matched = match(module, args);
  return module.parameters.map((parameter) => {
    const argument = matched.get(parameter);
    bind(frame, module, parameter, argument);
    return [parameter, argument] as const;
  });
}

function match(module: Callable, args: readonly Argument[]): Map<ModuleParameterModel, Argument> {
  const matched = new Map<ModuleParameterModel, Argument>();
  let named = false;
  for (const [index, argument] of args.entries()) {
    if (argument.name === '' && named) throw messages.positionalAfterNamed(index + 1);
    named ||= argument.name !== '';
    const parameter = named
      ? module.parameters.find((each) => each.name.toLowerCase() === argument.name.toLowerCase())
      : module.parameters[index];
    if (!parameter && module.parameters.length === 0) throw about(module, messages.noParameters(module.name));
    if (!parameter) {
      const error = named ? messages.unknownParameter(argument.name, module.name) : messages.tooManyArguments(module.name);
      throw about(module, error);
    }
    if (matched.has(parameter)) throw messages.parameterTwice(parameter.name, module.name);
    matched.set(parameter, argument);
  }
  return matched;
}

function bind(frame: Frame, module: Callable, parameter: ModuleParameterModel, argument: Argument | undefined): void {
  if (argument?.output && !parameter.output) throw about(module, messages.notOutputParameter(parameter.name));
  if (isTypeOfTable(parameter.type)) {
    const table = argument?.table ?? tableFromValue(frame, parameter.type, argument?.value ?? null);
    addTableVariable(frame, parameter.name, table);
    return;
  }
  frame.variables.set(parameter.name.toLowerCase(), { type: parameter.type, value: initialValue(frame, module, parameter, argument) });
}

function initialValue(frame: Frame, module: Callable, parameter: ModuleParameterModel, argument: Argument | undefined): SqlValue {
  if (argument && !argument.isDefault) {
    if (isTypeOfTable(argument.type)) throw messages.typeClash('table type', parameter.type.name);
    return convertArgument(module, parameter.type, argument);
  }
  if (parameter.default) return evaluateAs(frame, parameter.default, parameter.type);
  throw about(module, messages.parameterMissing(module.name, parameter.name));
}

/** A failure to convert an argument ends the call, not the batch. Throws SqlError 8114. */
function convertArgument(module: Callable, type: SqlType, argument: Argument): SqlValue {
  try {
    return convertFor(type, argument);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const conversion = [241, 242, 244, 245, 248, 293, 8114, 8115].includes(error.number);
    throw withEffect(conversion ? about(module, messages.parameterConversion(argument.type.name, type.name)) : error, 'statement');
  }
}
