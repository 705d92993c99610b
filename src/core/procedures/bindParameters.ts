import { SprocketError } from '../errors';
import { closestNames } from '../names/closestNames';
import { formatQualifiedName } from '../names/qualifiedName';
import type { Unfit } from '../values/exactValue';
import type { BoundParameter, BoundParameters, BoundScalar, BoundValue } from './boundParameters';
import { bindFreely } from './freeParameters';
import { isRequired } from './parameterNeed';
import type { ParameterProblem, ParameterValues, Procedure, ProcedureParameter, SqlType } from './procedureTypes';
import { readScalar } from './scalarValue';
import { readTableRows } from './tableRows';
import { told } from './told';

/** Problems that one error tells. */
const toldProblems = 20;

/**
 * What a call with these values passes, in the order of the definition. A parameter without a value is left out, so that its default applies;
 * null is NULL. An OUTPUT parameter without a value is passed all the same, as its default or as NULL, so that its value comes back.
 * Throws invalid_input that tells every problem.
 */
export function bindParameters(procedure: Procedure, values: ParameterValues): BoundParameters {
  const { bound, problems } = tryBind(procedure, values);
  if (problems.length > 0) {
    throw problemsError(procedure, problems);
  }
  return bound;
}

/** Everything that keeps the procedure from being called with these values; nothing when it can be. */
export function checkParameters(procedure: Procedure, values: ParameterValues): ParameterProblem[] {
  return tryBind(procedure, values).problems;
}

/** Everything that is wrong with a value for a parameter; nothing when it can be sent. `name` without `@`. */
export function checkValue(name: string, type: SqlType, value: unknown): ParameterProblem[] {
  const read = readValue(name, type, value);
  return Array.isArray(read) ? read : [];
}

function problemsError(procedure: Procedure, problems: readonly ParameterProblem[]): SprocketError {
  const shown = problems.slice(0, toldProblems);
  const more = problems.length > shown.length ? ` And ${String(problems.length - shown.length)} more.` : '';
  const unknown = problems.filter((problem) => problem.type === '').map((problem) => problem.parameter);
  const names = procedure.parameters.map((parameter) => parameter.name);
  const name = formatQualifiedName({ schema: procedure.schema, name: procedure.name });
  return new SprocketError('invalid_input', shown.map((problem) => problem.message).join(' ') + more, {
    expected: [...new Set(shown.map((problem) => `@${problem.parameter}: ${problem.expected}`))].join('; '),
    nextStep: `Correct the parameters; get_stored_procedure_parameters tells what ${name} takes. Nothing was executed.`,
    suggestions: [...new Set(unknown.flatMap((each) => closestNames(each, names)))],
  });
}

/** What a call with these values passes, and everything that keeps it from being made: with a problem, what is bound is not whole. */
export function tryBind(procedure: Procedure, values: ParameterValues): { bound: BoundParameters; problems: ParameterProblem[] } {
  const problems: ParameterProblem[] = [];
  const notes: string[] = [];
  const given = assign(procedure, values, problems);
  const parameters: BoundParameter[] = [];
  for (const parameter of procedure.parameters) {
    if (parameter.isCursor) {
      problems.push(problemOf(parameter, 'is a cursor, which no client can pass or receive.', 'a procedure without cursor parameters'));
      continue;
    }
    const bound = bindOne(parameter, given, notes, problems);
    if (bound !== undefined) {
      parameters.push(bound);
    }
  }
  if (!procedure.parametersKnown) {
    parameters.push(...bindFreely(given.others, problems));
  }
  return { bound: { parameters, notes }, problems };
}

interface Given {
  readonly byParameter: ReadonlyMap<ProcedureParameter, unknown>;
  /** Names that the definition does not have, of a procedure whose parameters are not known. */
  readonly others: ReadonlyMap<string, unknown>;
}

/** Finds the parameter of each value: with or without @, without regard to case unless two differ in nothing else. */
function assign(procedure: Procedure, values: ParameterValues, problems: ParameterProblem[]): Given {
  const byParameter = new Map<ProcedureParameter, unknown>();
  const others = new Map<string, unknown>();
  for (const [written, value] of Object.entries(values)) {
    const name = written.trim().replace(/^@/u, '');
    const parameter =
      procedure.parameters.find((each) => each.name === name) ??
      procedure.parameters.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (value === undefined) {
      continue;
    }
    if (parameter !== undefined) {
      if (byParameter.has(parameter)) {
        problems.push(problemOf(parameter, 'is given twice.', 'one value'));
      }
      byParameter.set(parameter, value);
    } else if (procedure.parametersKnown) {
      problems.push(unknownName(procedure, name));
    } else {
      others.set(name, value);
    }
  }
  return { byParameter, others };
}

function unknownName(procedure: Procedure, name: string): ParameterProblem {
  const names = procedure.parameters.map((parameter) => parameter.name);
  const bare = name.replace(/\s+out(?:put)?$/iu, '');
  const shown = JSON.stringify(name.slice(0, 100));
  const procedureName = formatQualifiedName({ schema: procedure.schema, name: procedure.name });
  if (bare !== name && names.some((each) => each.toLowerCase() === bare.toLowerCase())) {
    return {
      parameter: bare,
      type: '',
      message: `${shown} is more than a name: OUTPUT is not written here, the values of all OUTPUT parameters are in the answer.`,
      expected: `the name ${bare} alone`,
    };
  }
  const near = closestNames(name, names);
  const hint = near.length === 0 ? '' : ` Did you mean ${near.map((each) => `@${each}`).join(' or ')}?`;
  return {
    parameter: name.slice(0, 100),
    type: '',
    message: `${procedureName} has no parameter ${shown}.${hint}`,
    expected: names.length === 0 ? 'no parameters' : `one of ${names.map((each) => `@${each}`).join(', ')}`,
  };
}

function bindOne(parameter: ProcedureParameter, given: Given, notes: string[], problems: ParameterProblem[]): BoundParameter | undefined {
  const { name, type } = parameter;
  const isOutput = parameter.direction === 'inout';
  const bound = (value: BoundValue): BoundParameter => ({ name, type: type.text, isOutput, value });
  if (given.byParameter.has(parameter)) {
    const value = given.byParameter.get(parameter);
    if (value === null && parameter.nullable === false && type.kind !== 'table') {
      problems.push(problemOf(parameter, 'takes no NULL.', 'a value'));
      return undefined;
    }
    const wrongOutput = outputOption(parameter, value);
    const read = wrongOutput === undefined ? readValue(name, type, value) : [wrongOutput];
    if (Array.isArray(read)) {
      problems.push(...read);
      return undefined;
    }
    return bound(read);
  }
  if (isRequired(parameter)) {
    problems.push(problemOf(parameter, 'has no default, and no value was given.', `a value for @${name}, or null`));
    return undefined;
  }
  if (!isOutput) {
    return undefined;
  }
  const initial = initialOutput(parameter);
  if (initial === undefined) {
    notes.push(
      `@${name} was left out of the call, because its default is ${parameter.default.state === 'unknown' ? 'not known' : 'no plain value'}: its OUTPUT value is not in the answer. Give it a value, or null, to get it.`,
    );
    return undefined;
  }
  return bound(initial);
}

/** What the variable of an OUTPUT parameter holds before the call, when no value was given; undefined: that cannot be told. */
function initialOutput(parameter: ProcedureParameter): BoundScalar | undefined {
  const known = parameter.default;
  if (known.state === 'unknown') {
    return undefined;
  }
  const value = known.state === 'none' ? null : known.value;
  const read = value === undefined ? undefined : readScalar(parameter.type, value);
  return read !== undefined && 'kind' in read ? read : undefined;
}

/** `{output: true}` and the like: the direction stands in the definition and is not given with a value. */
function outputOption(parameter: ProcedureParameter, value: unknown): ParameterProblem | undefined {
  const isOption = (key: string): boolean => /^(?:is_?)?out(?:put)?$|^direction$/iu.test(key);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.keys(value).some(isOption)) {
    return undefined;
  }
  return parameter.direction === 'inout'
    ? problemOf(
        parameter,
        'is an OUTPUT parameter by its definition, which is not given with the value.',
        'its value alone, or nothing; what it returns is in the answer',
      )
    : problemOf(parameter, 'is no OUTPUT parameter.', 'its value alone');
}

function readValue(name: string, type: SqlType, value: unknown): BoundValue | ParameterProblem[] {
  if (type.kind === 'table') {
    return readTableRows(name, type, value);
  }
  const read = readScalar(type, value);
  return 'kind' in read ? read : [unfitProblem(name, type.text, value, read)];
}

function unfitProblem(name: string, type: string, value: unknown, unfit: Unfit): ParameterProblem {
  return { parameter: name, type, message: `@${name} ${type} cannot take ${told(value)}: it ${unfit.reason}.`, expected: unfit.expected };
}

function problemOf(parameter: ProcedureParameter, message: string, expected: string): ParameterProblem {
  const { name, type } = parameter;
  return { parameter: name, type: type.text, message: `@${name} ${type.text} ${message}`, expected };
}
