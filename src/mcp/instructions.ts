/** Told to the model once, so that the tools need not repeat it. */
export const instructions = [
  'Sprocket works with Microsoft SQL Server.',
  'Every tool takes connection (default: the active one, see list_connections). Where database is a parameter it chooses the database; default: that of the connection.',
  'execute_query waits for the end; start_query returns a session_id at once. Sessions end with this server process, and some minutes after they were last read.',
  'Counting starts at 0 for result_set, offset, row and column. Exact types (decimal, money, bigint, date and time) come and go as strings, binary as 0x….',
  'Answers are bounded: next_offset, cut_cells and truncated say what is missing.',
].join('\n');
