import { parsedBatch } from '../syntax/parsedBatches';
import type { SqlType } from '../values/sqlType';
import { messages } from './errors/messages';
import { type Argument, bindArguments } from './executeProcedure';
import { executeText } from './executeText';
import type { Frame } from './frame';
import type { ModuleParameterModel } from './model';
import type { SessionState } from './sessionState';
import type { Step } from './steps';
import { resolveType } from './typeNames';

/** Text with the parameters that its second argument of sp_executesql declares. */
export interface ParameterizedText {
  readonly text: string;
  readonly declarations: string;
  readonly parameters: readonly ModuleParameterModel[];
}

/** sp_executesql @stmt, @params, values… Throws SqlError 214, 8178, 8145. */
export function* executeParameterized(frame: Frame, args: readonly Argument[]): Step<number> {
  const text = textArgument(args[0], '@statement') ?? '';
  const declarations = textArgument(args[1], '@params') ?? '';
  yield* runParameterized(frame, parameterize(frame.session, text, declarations), args.slice(2));
  return frame.session.lastError;
}

/** Runs the text with values for its parameters and gives OUTPUT values back. */
export function* runParameterized(frame: Frame, prepared: ParameterizedText, args: readonly Argument[]): Step<void> {
  const { text, declarations, parameters } = prepared;
  const given = new Map<string, Argument>();
  for (const [index, argument] of args.entries()) {
    const parameter = argument.name === '' ? parameters[index] : parameters.find((each) => sameName(each.name, argument.name));
    if (!parameter) throw argument.name === '' ? messages.tooManyArguments('') : messages.unknownParameter(argument.name, '');
    given.set(parameter.name.toLowerCase(), argument);
  }
  const missing = parameters.find((parameter) => !given.has(parameter.name.toLowerCase()) && !parameter.default);
  if (missing) throw messages.parameterNotSupplied(declarations, text, missing.name);
  const inner = yield* executeText(frame, text, (own) => {
    bindArguments(own, { name: 'sp_executesql', parameters }, args);
  });
  for (const parameter of parameters) {
    const variable = inner.variables.get(parameter.name.toLowerCase());
    const output = given.get(parameter.name.toLowerCase())?.output;
    if (variable && output && parameter.output) output(variable.value, variable.type);
  }
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Reads `@a int, @b nvarchar(10) = N'x' OUTPUT`. Throws SqlError 102, 2715 and the like. */
export function parameterize(session: SessionState, text: string, declarations: string): ParameterizedText {
  if (declarations.trim() === '') return { text, declarations, parameters: [] };
  // The list has the grammar of a procedure's parameters.
  const [statement] = parsedBatch(`CREATE PROCEDURE p ${declarations} AS RETURN`).statements;
  const written = statement?.kind === 'createModule' ? statement.parameters : [];
  const parameters = written.map((parameter, index): ModuleParameterModel => ({
    name: parameter.name,
    type: resolveType(session, parameter.type, index + 1),
    output: parameter.output,
    readOnly: parameter.readOnly,
    ...(parameter.default && { default: parameter.default }),
  }));
  return { text, declarations, parameters };
}

/** The text of an argument; undefined when it was left out or is NULL. Throws SqlError 214. */
export function textArgument(argument: Argument | undefined, name: string): string | undefined {
  if (!argument || argument.isDefault || argument.value === null) return undefined;
  if (typeof argument.value !== 'string' || !isUnicode(argument.type)) throw messages.procedureExpectsText(name);
  return argument.value;
}

function isUnicode(type: SqlType): boolean {
  return ['nchar', 'nvarchar', 'ntext'].includes(type.name);
}
