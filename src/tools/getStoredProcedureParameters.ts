import { z } from 'zod';
import { isRequired } from '../core/procedures/parameterNeed';
import { procedureSchema } from '../core/procedures/parameterSchema';
import type { Procedure, ProcedureParameter, TableTypeColumn } from '../core/procedures/procedureTypes';
import { boundedTable, tableOutput } from './boundedTable';
import type { Cell } from './cells';
import { counted, onOneLine } from './markdown';
import { procedureIdentity, procedureIdentityOutput, procedureParameters } from './procedureParameters';
import { noteLines, tablePart } from './textParts';
import { defineTool } from './tool';

const { columns, rows } = tableOutput;

export const getStoredProcedureParameters = defineTool({
  name: 'get_stored_procedure_parameters',
  title: 'Get Stored Procedure Parameters',
  description: 'Gets the parameters of a stored procedure with types, directions and defaults, and its first result set.',
  effect: 'read',
  input: z.strictObject({ ...procedureParameters, format: z.enum(['table', 'json_schema']).optional() }),
  output: z.object({
    ...procedureIdentityOutput,
    can_execute: z.boolean().optional(),
    columns: columns.optional(),
    rows: rows.optional().describe('has_default is true, false or "unknown"; default is T-SQL'),
    table_types: z.array(z.object({ type: z.string(), columns, rows })).optional(),
    first_result_set: z.object({ columns, rows }).optional(),
    json_schema: z.record(z.string(), z.unknown()).optional(),
    notes: z.array(z.string()).optional(),
  }),
  handle: async (context, input, call) => {
    const { target } = context.connections.resolve(input.connection, input.database);
    const procedure = await context.procedures.describe(target, input.procedure_name, call.signal);
    const identity = {
      ...procedureIdentity(procedure),
      ...(procedure.canExecute === undefined ? {} : { can_execute: procedure.canExecute }),
    };
    if (input.format === 'json_schema') {
      const schema = procedureSchema(procedure);
      const notes = procedure.notes.length === 0 ? {} : { notes: [...procedure.notes] };
      const fenced = ['', '```json', JSON.stringify(schema, null, 2), '```'];
      return {
        structured: { ...identity, json_schema: schema, ...notes },
        text: [heading(procedure), ...fenced, ...noteLines(procedure.notes)].join('\n'),
      };
    }
    const { pageBytes } = context.settings.current;
    const all = boundedTable(
      parameterColumns,
      procedure.parameters.map(parameterRow),
      pageBytes,
      procedure.notes,
      'Query sys.parameters for the rest.',
    );
    const tableTypes = distinctTableTypes(procedure).map(({ text, columns: own }) => ({
      type: text,
      ...tableOf(typeColumns, own.map(typeRow)),
    }));
    const shape = procedure.firstResultSet;
    const result =
      shape === null
        ? undefined
        : tableOf(
            ['name', 'type', 'nullable'],
            shape.map((column) => [column.name, column.type, column.nullable ?? null]),
          );
    return {
      structured: {
        ...identity,
        columns: all.columns,
        rows: all.rows,
        ...(tableTypes.length === 0 ? {} : { table_types: tableTypes }),
        ...(result === undefined ? {} : { first_result_set: result }),
        ...(all.notes === undefined ? {} : { notes: all.notes }),
      },
      text: [
        heading(procedure),
        ...tablePart('Parameters', textColumns, procedure.parameters.slice(0, all.rows.length).map(textRow)),
        ...tableTypes.flatMap((type) => tablePart(onOneLine(`Rows of ${type.type}`), type.columns, type.rows.map(asWords))),
        ...resultText(procedure, result),
        ...noteLines(all.notes ?? []),
      ].join('\n'),
    };
  },
});

const parameterColumns = ['name', 'type', 'base_type', 'direction', 'required', 'has_default', 'default', 'nullable'];

function parameterRow(parameter: ProcedureParameter): Cell[] {
  const { type, default: given } = parameter;
  return [
    `@${parameter.name}`,
    type.text,
    type.kind === 'alias' ? type.baseText : null,
    parameter.direction,
    isRequired(parameter),
    given.state === 'unknown' ? 'unknown' : given.state === 'value',
    given.state === 'value' ? given.text : null,
    // What interpreted T-SQL always allows is not repeated for each parameter.
    parameter.nullable === false ? false : null,
  ];
}

const textColumns = ['parameter', 'type', 'base type', 'direction', 'required', 'default', 'remarks'];

function textRow(parameter: ProcedureParameter): Cell[] {
  const { type, default: given } = parameter;
  return [
    `@${parameter.name}`,
    type.text,
    type.kind === 'alias' ? type.baseText : '',
    parameter.direction,
    isRequired(parameter) ? 'yes' : 'no',
    given.state === 'none' ? 'none' : given.state === 'value' ? given.text : 'unknown',
    [...(parameter.nullable === false ? ['not NULL'] : []), ...(type.kind === 'table' ? ['no rows when left out'] : [])].join(', '),
  ];
}

const typeColumns = ['name', 'type', 'nullable', 'generated', 'default'];

function typeRow(column: TableTypeColumn): Cell[] {
  return [column.name, column.type.text, column.nullable, column.generated, column.default];
}

function distinctTableTypes(procedure: Procedure): { text: string; columns: readonly TableTypeColumn[] }[] {
  const types = new Map<string, readonly TableTypeColumn[]>();
  for (const { type } of procedure.parameters) {
    if (type.kind === 'table') {
      types.set(type.text, type.columns ?? []);
    }
  }
  return [...types].map(([text, own]) => ({ text, columns: own }));
}

function tableOf(names: readonly string[], cells: readonly (readonly Cell[])[]): { columns: string[]; rows: Cell[][] } {
  return { columns: [...names], rows: cells.map((row) => [...row]) };
}

function asWords(row: readonly Cell[]): Cell[] {
  return row.map((cell) => (typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : cell));
}

function heading(procedure: Procedure): string {
  const { procedure: name, database, kind } = procedureIdentity(procedure);
  const required = `, ${String(procedure.parameters.filter(isRequired).length)} required`;
  const count = procedure.parametersKnown ? counted(procedure.parameters.length, 'parameter') + required : 'parameters unknown';
  const traits = [
    ...(kind === undefined ? [] : [kind === 'clr' ? 'CLR' : 'extended']),
    ...(procedure.isEncrypted ? ['encrypted'] : []),
    ...(procedure.canExecute === false ? ['the login may not execute it'] : []),
  ];
  const said = traits.length === 0 ? '' : ` (${traits.join(', ')})`;
  return onOneLine(`Procedure ${name} in ${database}${said}: ${count}. Modified ${procedure.modifiedAt}.`);
}

function resultText(procedure: Procedure, result: { columns: string[]; rows: Cell[][] } | undefined): string[] {
  if (result === undefined) {
    return [];
  }
  if (procedure.firstResultSet?.length === 0) {
    return ['\nFirst result set: none.'];
  }
  return tablePart('First result set', result.columns, result.rows.map(asWords));
}
