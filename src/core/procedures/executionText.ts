import { quoteName } from '../names/quoteName';
import { textLiteral } from '../values/literal';
import type { BoundParameter, BoundParameters, BoundScalar, BoundTable } from './boundParameters';
import type { Procedure } from './procedureTypes';
import { VariableNames } from './variableNames';

/** How the values of a call stand in its T-SQL: as constants, or as typed parameters beside it. */
export interface ValueWriter {
  /** Statements that have to come first. */
  readonly head: readonly string[];
  /** A variable that holds the value, named as the parameter. Adds what declares it to `lines`. */
  scalar(variable: string, value: BoundScalar, lines: string[], names: VariableNames): void;
  /** The same for text that a code page must have: a variable of nvarchar(max) that holds what was given. */
  source(variable: string, value: BoundScalar, lines: string[]): void;
  table(variable: string, value: BoundTable, lines: string[]): void;
  /** T-SQL of the type nvarchar(max) for a text of our own. */
  characters(text: string, names: VariableNames): string;
}

/**
 * The batch of a call: variables with the values, EXEC, and one SELECT with the RETURN value, in a column named `returnColumn`, and the OUTPUT
 * values behind it. What an error of the procedure says of lines is not shifted by it: those count from the procedure's own first.
 */
export function executionText(procedure: Procedure, bound: BoundParameters, returnColumn: string, writer: ValueWriter): string {
  const names = new VariableNames(bound.parameters.flatMap(({ name }) => name ?? []));
  const lines: string[] = [...writer.head];
  const passed = bound.parameters.map((parameter) => ({ parameter, variable: variableFor(parameter, names) }));
  for (const { parameter, variable } of passed) {
    declare(parameter, variable, names, writer, lines);
  }
  const returned = names.unused('return_value');
  lines.push(`DECLARE ${returned} int;`);
  const args = passed.map(
    ({ parameter, variable }) =>
      `${parameter.name === undefined ? '' : `@${parameter.name} = `}${variable}${parameter.isOutput ? ' OUTPUT' : ''}`,
  );
  const called = `EXEC ${returned} = ${quoteName(procedure.schema)}.${quoteName(procedure.name)}`;
  lines.push(args.length === 0 ? `${called};` : `${called}\n    ${args.join(',\n    ')};`);
  const outputs = passed.filter(({ parameter }) => parameter.isOutput).map(({ variable }) => `${variable} AS ${quoteName(variable)}`);
  lines.push(`SELECT ${[`${returned} AS ${quoteName(returnColumn)}`, ...outputs].join(', ')};`);
  return `${lines.join('\n')}\n`;
}

function variableFor({ name }: BoundParameter, names: VariableNames): string {
  return name === undefined ? names.unused('argument') : `@${name}`;
}

function declare(parameter: BoundParameter, variable: string, names: VariableNames, writer: ValueWriter, lines: string[]): void {
  const { value, type } = parameter;
  if (value.kind === 'table') {
    for (const [collation, characters] of value.narrowedCharacters) {
      const source = writer.characters(characters, names);
      const narrowed = `CONVERT(varchar(max), ${source}${collation === '' ? '' : ` COLLATE ${collation}`})`;
      lines.push(refusal(narrowed, source, `${variable} ${type}`));
    }
    writer.table(variable, value, lines);
    return;
  }
  const { conversion } = value;
  if (conversion?.narrowed === undefined) {
    writer.scalar(variable, value, lines, names);
    return;
  }
  const source = names.unused('text');
  writer.source(source, value, lines);
  lines.push(refusal(`CONVERT(${conversion.narrowed}, ${source})`, source, `${variable} ${type}`));
  lines.push(`DECLARE ${variable} ${value.variableType} = ${conversion.before}${source}${conversion.after};`);
}

/** Ends the batch before the call when text does not come back from the code page as it went in: a character is not in it, or it was cut. */
function refusal(narrowed: string, source: string, what: string): string {
  const message = `${what} cannot take this text: the code page of the database lacks a character of it, or it has too many bytes there. Nothing was executed.`;
  return [
    `IF CONVERT(varbinary(max), CONVERT(nvarchar(max), ${narrowed})) <> CONVERT(varbinary(max), ${source})`,
    `    THROW 50000, ${textLiteral(message)}, 1;`,
  ].join('\n');
}
