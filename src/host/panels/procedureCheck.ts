import { checkParameters, tryBind } from '../../core/procedures/bindParameters';
import { executionScript } from '../../core/procedures/executionScript';
import type { ParameterProblem, Procedure } from '../../core/procedures/procedureTypes';
import type { CheckResult, FormProblem } from '../../shared/procedurePage';
import { formProblem } from './procedureValues';

/** A page shows no longer script; the copy is whole. */
const shownScriptCharacters = 200_000;

/** What keeps a call with these values from being made; nothing when it can be. */
export function formProblems(procedure: Procedure, values: Record<string, unknown>): FormProblem[] {
  return placed(procedure, checkParameters(procedure, values));
}

/** The problems of the values, or the script of the call. */
export function checkForm(procedure: Procedure, values: Record<string, unknown>): CheckResult {
  const { bound, problems } = tryBind(procedure, values);
  if (problems.length > 0) return { problems: placed(procedure, problems), script: null, scriptRest: 0 };
  const script = executionScript(procedure, bound);
  const shown = script.slice(0, shownScriptCharacters);
  return { problems: [], script: shown, scriptRest: script.length - shown.length };
}

function placed(procedure: Procedure, problems: readonly ParameterProblem[]): FormProblem[] {
  const names = procedure.parameters.map((parameter) => parameter.name);
  return problems.map((problem) => formProblem(problem, names));
}
