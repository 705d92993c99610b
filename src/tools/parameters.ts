import { z } from 'zod';

/** The parameters that tools share; what they mean is told once, in the instructions of the server. */
export const connectionParameters = {
  connection: z.string().min(1).optional(),
  database: z.string().min(1).max(128).optional(),
};

export const queryParameters = {
  query: z.string().min(1),
  parameters: z.record(z.string(), z.unknown()).optional().describe('name: value, or name: {type, value}'),
  timeout_seconds: z.int().min(1).max(86_400).optional(),
  max_rows: z.int().min(1).optional(),
};

export const sessionParameter = { session_id: z.string().min(1) };
