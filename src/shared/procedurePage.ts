import * as z from 'zod/mini';
import { nothing } from './protocol';
import { sessionRequests, sessionSnapshotSchema } from './sessionResults';

/** The control that fits a type. `text` takes one line; numbers are text, because a number of JavaScript loses digits. */
export const controlSchema = z.enum([
  'bit',
  'number',
  'date',
  'time',
  'dateTime',
  'guid',
  'text',
  'longText',
  'json',
  'xml',
  'binary',
  'variant',
  'table',
  'cursor',
]);
export type Control = z.output<typeof controlSchema>;

export const formColumnSchema = z.strictObject({
  name: z.string(),
  type: z.string(),
  control: controlSchema,
  nullable: z.boolean(),
  /** Its DEFAULT; null: none. */
  default: z.nullable(z.string()),
});
export type FormColumn = z.output<typeof formColumnSchema>;

export const formParameterSchema = z.strictObject({
  /** Without `@`. */
  name: z.string(),
  type: z.string(),
  control: controlSchema,
  /** What a value looks like. */
  example: z.string(),
  isOutput: z.boolean(),
  /** The call must give it. */
  isRequired: z.boolean(),
  takesNull: z.boolean(),
  default: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('none') }),
    z.strictObject({ state: z.literal('value'), text: z.string() }),
    z.strictObject({ state: z.literal('unknown'), reason: z.string() }),
  ]),
  /** Of a table-valued parameter: the columns that a row gives. */
  columns: z.array(formColumnSchema),
});
export type FormParameter = z.output<typeof formParameterSchema>;

export const procedureFormSchema = z.strictObject({
  /** Quoted as T-SQL writes it, with its schema. */
  name: z.string(),
  connection: z.string(),
  database: z.string(),
  parameters: z.array(formParameterSchema),
  /** What a person should know before running it. */
  notes: z.array(z.string()),
});
export type ProcedureForm = z.output<typeof procedureFormSchema>;

/** A cell of a table-valued parameter. null: NULL. Absent: the default of the column. */
export const tableRowSchema = z.record(z.string(), z.nullable(z.string()));
export type FormTableRow = z.output<typeof tableRowSchema>;

/** What one row of the form holds. A parameter with `default` is left out of the call. */
export const formValueSchema = z.discriminatedUnion('use', [
  z.strictObject({ use: z.literal('default') }),
  z.strictObject({ use: z.literal('null') }),
  z.strictObject({ use: z.literal('text'), text: z.string() }),
  z.strictObject({ use: z.literal('bit'), value: z.boolean() }),
  /** `file` as `pickFile` named it. */
  z.strictObject({ use: z.literal('file'), file: z.string(), name: z.string(), bytes: z.int() }),
  /** An empty type: what the text suggests. */
  z.strictObject({ use: z.literal('variant'), type: z.string(), text: z.string() }),
  z.strictObject({ use: z.literal('table'), rows: z.array(tableRowSchema) }),
]);
export type FormValue = z.output<typeof formValueSchema>;

/** By name of the parameter. */
export const formValuesSchema = z.record(z.string(), formValueSchema);
export type FormValues = z.output<typeof formValuesSchema>;

export const formProblemSchema = z.strictObject({
  parameter: z.string(),
  /** Of a table-valued parameter, from 0. null: the parameter as a whole. */
  row: z.nullable(z.int()),
  column: z.nullable(z.string()),
  message: z.string(),
});
export type FormProblem = z.output<typeof formProblemSchema>;

const checkResultSchema = z.strictObject({
  problems: z.array(formProblemSchema),
  /** What will run; the beginning when it is very long. null: there are problems. */
  script: z.nullable(z.string()),
  /** Characters that `script` lacks. */
  scriptRest: z.int(),
});
export type CheckResult = z.output<typeof checkResultSchema>;

const values = z.strictObject({ values: formValuesSchema });

/** Between the form of a procedure and its page. */
export const procedureProtocol = {
  requests: {
    ...sessionRequests,
    /** The form, and the session that it ran last. */
    open: { params: nothing, result: z.strictObject({ form: procedureFormSchema, session: z.nullable(sessionSnapshotSchema) }) },
    check: { params: values, result: checkResultSchema },
    /** Puts the whole script on the clipboard. */
    copyScript: { params: values, result: nothing },
    /** Asks for a file for a binary value. null: none was chosen. */
    pickFile: { params: nothing, result: z.nullable(z.strictObject({ file: z.string(), name: z.string(), bytes: z.int() })) },
    /** Starts the call unless there are problems. */
    execute: {
      params: z.strictObject({ values: formValuesSchema, background: z.boolean() }),
      result: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('started'), session: sessionSnapshotSchema }),
        z.strictObject({ kind: z.literal('problems'), problems: z.array(formProblemSchema) }),
      ]),
    },
    /** Shows a session in a panel of its own. */
    showResults: { params: z.strictObject({ session: z.string() }), result: nothing },
  },
  events: {
    session: sessionSnapshotSchema,
    /** The session was removed. */
    gone: z.strictObject({ session: z.string(), reason: z.string() }),
    /** The procedure has changed on the server. */
    form: procedureFormSchema,
    /** A command of VS Code is for the page. */
    perform: z.enum(['copy', 'copyWithHeaders', 'selectAll', 'viewCell', 'export']),
  },
} as const;

/** What VS Code keeps of the page while it is hidden. */
export const procedureStateSchema = z.strictObject({ values: formValuesSchema, tab: z.optional(z.string()) });
export type ProcedureState = z.output<typeof procedureStateSchema>;
