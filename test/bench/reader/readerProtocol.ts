import { z } from 'zod';

/** Where the bench server is. `plainPort` sends the same bytes without a protocol. */
const serverAddress = z.object({
  host: z.string(),
  port: z.int(),
  plainPort: z.int(),
  user: z.string(),
  password: z.string(),
  database: z.string(),
});

/** How the rows are read: a bare socket, the driver, `mssql`, or sessions of the product. */
const readerKind = z.enum(['socket', 'driver', 'mssql', 'session']);

/** `atOnce`: read so many times at once. */
const readerTask = z.object({ kind: readerKind, server: serverAddress, rows: z.int(), atOnce: z.int() });

/** Milliseconds: by the clock, and of the processor in all threads. `memoryGrowth`: bytes by which the process grew at most while it read. */
const readerReport = z.object({ milliseconds: z.number(), cpuMilliseconds: z.number(), memoryGrowth: z.number() });

export type ServerAddress = z.output<typeof serverAddress>;
export type ReaderKind = z.output<typeof readerKind>;
export type ReaderTask = z.output<typeof readerTask>;
export type ReaderReport = z.output<typeof readerReport>;

export function readAddress(line: string): ServerAddress {
  return serverAddress.parse(JSON.parse(line));
}

export function readTask(line: string): ReaderTask {
  return readerTask.parse(JSON.parse(line));
}

export function readReport(line: string): ReaderReport {
  return readerReport.parse(JSON.parse(line));
}

/** What a reader does, after it has connected. */
export interface Reader {
  /** Reads the rows; resolves when all are read, and readable where they are kept. */
  read(rows: number): Promise<void>;
  close(): Promise<void>;
}

/** The batch that the bench server answers with prepared rows. */
export function preparedQuery(rows: number): string {
  return `EXEC bench.PreparedRows ${rows}`;
}

/** Of both sides: the product's own choice, which the driver would not make by itself. */
export const packetSize = 16_000;
