/** Every tool that there must be, sorted: what clients rely on, written out so that none is lost or renamed unseen. */
export const toolNames: readonly string[] = [
  'cancel_session',
  'execute_query',
  'get_server_capabilities',
  'get_session_result',
  'get_session_status',
  'get_table_foreign_keys',
  'get_table_indexes',
  'get_table_schema',
  'get_table_statistics',
  'list_connections',
  'list_databases',
  'list_sessions',
  'list_tables',
  'start_query',
];
