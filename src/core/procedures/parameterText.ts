import type { ProcedureParameter } from './procedureTypes';

/** The parameters in short, as a header declares them: `@a int, @b nvarchar(50) = N'x', @c int OUTPUT`. A default that is not known is `= ?`. */
export function parametersText(parameters: readonly ProcedureParameter[]): string {
  return parameters.map(parameterText).join(', ');
}

function parameterText({ name, type, default: given, direction }: ProcedureParameter): string {
  const value = given.state === 'none' ? '' : ` = ${given.state === 'value' ? given.text : '?'}`;
  const suffix = type.kind === 'table' ? ' READONLY' : direction === 'inout' ? ' OUTPUT' : '';
  return `@${name} ${type.text}${value}${suffix}`;
}
