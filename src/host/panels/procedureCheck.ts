import type { ConnectionTarget } from '../../core/ports';
import { checkParameters } from '../../core/procedures/bindParameters';
import { prepareCall } from '../../core/procedures/procedureRunner';
import type { Procedure } from '../../core/procedures/procedureTypes';
import type { CheckResult, FormProblem } from '../../shared/procedurePage';
import { formProblem } from './procedureValues';

/** A page shows no longer script; the copy is whole. */
const shownScriptCharacters = 200_000;

/** What keeps a call with these values from being made; nothing when it can be. */
export function formProblems(procedure: Procedure, values: Record<string, unknown>): FormProblem[] {
  const names = procedure.parameters.map((parameter) => parameter.name);
  return checkParameters(procedure, values).map((problem) => formProblem(problem, names));
}

/** The problems of the values, or the script of the call. */
export function checkForm(target: ConnectionTarget, procedure: Procedure, values: Record<string, unknown>): CheckResult {
  const problems = formProblems(procedure, values);
  if (problems.length > 0) return { problems, script: null, scriptRest: 0 };
  const { script } = prepareCall(target, procedure, values);
  const shown = script.slice(0, shownScriptCharacters);
  return { problems, script: shown, scriptRest: script.length - shown.length };
}
