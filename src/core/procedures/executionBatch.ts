import type { QueryParameter, RunParameter, TableCell } from '../ports';
import type { BoundParameters, BoundScalar } from './boundParameters';
import { executionText } from './executionText';
import type { Procedure } from './procedureTypes';

/** A call as it goes to the server: T-SQL and, beside it, its values. */
export interface ExecutionBatch {
  readonly text: string;
  readonly parameters: readonly RunParameter[];
  /** OUTPUT values that stand behind the RETURN value in the result set whose first column is named `returnColumn`. */
  readonly outputs: readonly { readonly name: string; readonly type: string }[];
}

function cellOf({ sent, variableType }: BoundScalar): TableCell {
  return variableType === 'sql_variant' && sent.value !== null ? { type: sent.type.declaration, value: sent.value } : sent.value;
}

/** `returnColumn`: a name that no result set of the procedure has. */
export function executionBatch(procedure: Procedure, bound: BoundParameters, returnColumn: string): ExecutionBatch {
  const parameters: RunParameter[] = [];
  const send = (variable: string, type: string, value: QueryParameter['value']): void => {
    parameters.push({ name: variable.slice(1), type, value });
  };
  const text = executionText(procedure, bound, returnColumn, {
    head: [],
    scalar: (variable, { sent, conversion, variableType }, lines, names) => {
      if (conversion === undefined) {
        send(variable, sent.type.declaration, sent.value);
        return;
      }
      const source = names.unused('sent');
      send(source, sent.type.declaration, sent.value);
      lines.push(`DECLARE ${variable} ${variableType} = ${conversion.before}${source}${conversion.after};`);
    },
    source: (variable, { sent }) => {
      send(variable, sent.type.declaration, sent.value);
    },
    table: (variable, { type, columns, rows }) => {
      parameters.push({
        name: variable.slice(1),
        tableType: type.text,
        columns: columns.map(({ sentType, isDefault }) => ({ type: sentType.declaration, isDefault })),
        rows: rows.map((row) => row.map(cellOf)),
      });
    },
    characters: (given, names) => {
      const variable = names.unused('characters');
      send(variable, 'nvarchar(max)', given);
      return variable;
    },
  });
  const outputs = bound.parameters.flatMap(({ name, type, isOutput }) => (isOutput && name !== undefined ? [{ name, type }] : []));
  return { text, parameters, outputs };
}
