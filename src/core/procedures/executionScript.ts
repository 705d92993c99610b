import { SprocketError } from '../errors';
import { quoteName } from '../names/quoteName';
import type { CellValue } from '../values/cellEncoding';
import type { DeclaredType } from '../values/declaredType';
import { isUnfit } from '../values/exactValue';
import { literal, textLiteral } from '../values/literal';
import { readExactValue } from '../values/readExactValue';
import type { BoundParameters, BoundScalar } from './boundParameters';
import type { ValueWriter } from './executionText';
import { executionText } from './executionText';
import type { Procedure } from './procedureTypes';

/**
 * The T-SQL of a call as a person can paste it: every value a constant in a variable of its exact type, rows of table-valued parameters by INSERT,
 * then EXEC, then the RETURN value and the OUTPUT values. Running it does what the call does.
 */
export function executionScript(procedure: Procedure, bound: BoundParameters): string {
  return executionText(procedure, bound, 'RETURN', { ...constants, head: [`USE ${quoteName(procedure.database)};`] });
}

const constants: ValueWriter = {
  head: [],
  scalar: (variable, value, lines) => {
    lines.push(`DECLARE ${variable} ${value.variableType} = ${expression(value)};`);
  },
  source: (variable, value, lines) => {
    lines.push(`DECLARE ${variable} nvarchar(max) = ${constant(value.sent.type, value.sent.value)};`);
  },
  table: (variable, { type, columns, rows }, lines) => {
    lines.push(`DECLARE ${variable} ${type.text};`);
    if (rows.length === 0) {
      return;
    }
    const names = columns.filter((column) => !column.isDefault).map(({ column }) => quoteName(column.name));
    const inserts = rows.map((row) =>
      names.length === 0
        ? `INSERT INTO ${variable} DEFAULT VALUES;`
        : `INSERT INTO ${variable} (${names.join(', ')}) VALUES (${row.map(expression).join(', ')});`,
    );
    // Rows are affected by the call, not by what leads to it.
    lines.push('SET NOCOUNT ON;', ...inserts, 'SET NOCOUNT OFF;');
  },
  characters: (text) => `CONVERT(nvarchar(max), ${textLiteral(text)})`,
};

function expression({ sent, conversion }: BoundScalar): string {
  const value = constant(sent.type, sent.value);
  return conversion === undefined ? value : `${conversion.before}${value}${conversion.after}`;
}

function constant(type: DeclaredType, value: CellValue): string {
  const exact = readExactValue(type, value);
  if (isUnfit(exact)) {
    throw new SprocketError('internal', 'A value that was checked does not fit its type.');
  }
  return literal(type, exact);
}
