import * as z from 'zod/mini';
import { nothing } from './protocol';

const count = z.int().check(z.nonnegative());

/** A value of a row: JSON as `core/values/cellEncoding.ts` says. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.output<typeof cellSchema>;

export const resultColumnSchema = z.strictObject({ name: z.string(), type: z.string() });
export type ResultColumn = z.output<typeof resultColumnSchema>;

/** What the server says of an error or a message. */
const said = {
  number: z.int(),
  severity: z.int(),
  state: z.int(),
  line: z.int(),
  procedure: z.string(),
  text: z.string(),
};

/** How a session stands: everything but its rows, columns and messages, which a page asks for. */
export const sessionSnapshotSchema = z.strictObject({
  id: z.string(),
  state: z.enum(['running', 'completed', 'failed', 'cancelled']),
  /** The connection is not open yet. */
  connecting: z.boolean(),
  /** A cancel was asked for and has not happened yet. */
  cancelling: z.boolean(),
  /** The batch; of a very long one the beginning. */
  text: z.string(),
  /** The procedure, where the session runs one. */
  procedure: z.nullable(z.string()),
  connection: z.string(),
  database: z.nullable(z.string()),
  startedBy: z.enum(['agent', 'person']),
  elapsedMilliseconds: z.number(),
  /** Rows stored, over all result sets. */
  rows: count,
  resultSets: z.array(z.strictObject({ rows: count, complete: z.boolean() })),
  /** Messages so far, kept or not. */
  messages: count,
  /** Errors of the server among them. */
  errors: count,
  /** Statement by statement; null: it had no count. The newest of `total`. */
  rowsAffected: z.strictObject({ total: count, newest: z.array(z.nullable(count)) }),
  error: z.nullable(z.strictObject({ message: z.string(), nextStep: z.nullable(z.string()), sqlErrors: z.array(z.strictObject(said)) })),
  /** Which limit cut the result, in words. null: it is whole, so far. */
  truncated: z.nullable(z.string()),
  notes: z.array(z.string()),
  /** What a procedure gave back beside its result sets. null: nothing, or not yet. */
  procedureResult: z.nullable(
    z.strictObject({
      returnValue: z.nullable(z.int()),
      /** `length`: of the whole text, where `value` is only its beginning. */
      outputs: z.array(z.strictObject({ name: z.string(), type: z.string(), value: cellSchema, length: z.nullable(count) })),
    }),
  ),
});
export type SessionSnapshot = z.output<typeof sessionSnapshotSchema>;

export const sessionMessageSchema = z.strictObject({
  /** How many messages came before it. */
  index: count,
  /** ISO 8601, UTC. */
  time: z.string(),
  ...said,
});
export type SessionMessage = z.output<typeof sessionMessageSchema>;

export const rowPageSchema = z.strictObject({
  /** Row number of the first row. */
  offset: count,
  rows: z.array(z.array(cellSchema)),
  /** Cells that were shortened, and the length of the whole in UTF-16 units. */
  cutCells: z.array(z.strictObject({ row: count, column: count, length: count })),
});
export type RowPage = z.output<typeof rowPageSchema>;

export const cellPartSchema = z.strictObject({
  value: cellSchema,
  /** UTF-16 units of the whole text; null: the value is no text. */
  length: z.nullable(count),
  /** Where the text goes on; null: it does not. */
  nextOffset: z.nullable(count),
});

const inResultSet = { session: z.string(), resultSet: count };
const cellPlace = { ...inResultSet, row: count, column: count };

/** Rows and columns from `from…` to `to…`, both included. */
export const cellRangeSchema = z.strictObject({ fromRow: count, toRow: count, fromColumn: count, toColumn: count });
export type CellRange = z.output<typeof cellRangeSchema>;

/** What every page that shows a session asks: `src/host/panels/sessionRequests.ts` answers. */
export const sessionRequests = {
  columns: { params: z.strictObject(inResultSet), result: z.array(resultColumnSchema) },
  /** As many rows from `offset` on as are there and as one answer may hold. */
  rows: {
    params: z.strictObject({ ...inResultSet, offset: count, limit: z.int().check(z.minimum(1), z.maximum(1000)) }),
    result: rowPageSchema,
  },
  /** One cell; of a text the part from `offset` on. */
  cell: { params: z.strictObject({ ...cellPlace, offset: count }), result: cellPartSchema },
  /** The messages from `from` on that are still kept. */
  messages: { params: z.strictObject({ session: z.string(), from: count }), result: z.array(sessionMessageSchema) },
  /** Puts cells on the clipboard, whole, as text with tabs. Gives how many. */
  copyCells: { params: z.strictObject({ ...inResultSet, range: cellRangeSchema, headers: z.boolean() }), result: count },
  /** Puts one whole cell on the clipboard. */
  copyCell: { params: z.strictObject(cellPlace), result: nothing },
  /** Opens one whole cell in an editor. */
  openCell: { params: z.strictObject(cellPlace), result: nothing },
  /** Asks for a file and writes the result set to it. Gives the rows written; null: the user chose no file, or stopped it. */
  export: { params: z.strictObject(inResultSet), result: z.nullable(count) },
  cancel: { params: z.strictObject({ session: z.string() }), result: nothing },
} as const;
