import type { RequestFacts, SessionFacts } from '../../engine/catalogContext';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { hasServerState, requireServerState } from '../permissions';
import { loginSid } from '../principals';
import { sqlHandle } from '../sqlHandle';
import { columns } from '../viewDefinition';

/** Settings that sys.dm_exec_sessions and sys.dm_exec_requests both end with. */
const settingText = `
  text_size int
  language nvarchar(128) null
  date_format nvarchar(3) null
  date_first smallint
  quoted_identifier bit
  arithabort bit
  ansi_null_dflt_on bit
  ansi_defaults bit
  ansi_warnings bit
  ansi_padding bit
  ansi_nulls bit
  concat_null_yields_null bit
  transaction_isolation_level smallint
  lock_timeout int
  deadlock_priority int
  row_count bigint
  prev_error int
`;

/** Everyone sees the own session; VIEW SERVER STATE shows all. */
function visibleSessions(scope: CatalogScope): readonly SessionFacts[] {
  const { context } = scope;
  return hasServerState(scope, 'PERFORMANCE') ? context.sessions : context.sessions.filter((session) => session.id === context.session.id);
}

function settingCells(session: SessionFacts): ViewRow {
  const { settings } = session;
  return {
    text_size: settings.textSize,
    language: settings.language,
    date_format: settings.dateFormat,
    date_first: settings.dateFirst,
    quoted_identifier: settings.quotedIdentifier,
    arithabort: settings.arithAbort,
    ansi_null_dflt_on: true,
    ansi_defaults: false,
    ansi_warnings: settings.ansiWarnings,
    ansi_padding: true,
    ansi_nulls: settings.ansiNulls,
    concat_null_yields_null: settings.concatNullYieldsNull,
    transaction_isolation_level: settings.isolationLevel,
    lock_timeout: settings.lockTimeout,
    deadlock_priority: 0,
    prev_error: 0,
  };
}

function connectionId(session: SessionFacts): string {
  return `00000000-0000-4000-8000-${session.id.toString(16).toUpperCase().padStart(12, '0')}`;
}

function sessionRow(scope: CatalogScope, session: SessionFacts): ViewRow {
  const { server } = scope.context;
  const sid = loginSid(server, session.login);
  return {
    session_id: session.id,
    login_time: session.loginTime,
    host_name: session.hostName,
    program_name: session.applicationName,
    client_version: 7,
    client_interface_name: session.clientInterface,
    security_id: sid,
    login_name: session.login.name,
    nt_domain: '',
    nt_user_name: '',
    status: session.request === undefined ? 'sleeping' : 'running',
    cpu_time: Math.trunc(session.cpuTime),
    memory_usage: 4,
    total_scheduled_time: Math.trunc(session.cpuTime),
    total_elapsed_time: Math.trunc(session.cpuTime),
    endpoint_id: 4,
    last_request_start_time: session.lastRequestStart ?? session.loginTime,
    last_request_end_time: session.lastRequestEnd,
    reads: 0,
    writes: 0,
    logical_reads: 0,
    is_user_process: true,
    ...settingCells(session),
    row_count: session.rowCount,
    original_security_id: sid,
    original_login_name: session.originalLogin,
    group_id: 2,
    database_id: session.database.id,
    authenticating_database_id: 1,
    open_transaction_count: session.transactionCount,
  };
}

function requestRow(scope: CatalogScope, session: SessionFacts, request: RequestFacts): ViewRow {
  return {
    session_id: session.id,
    request_id: 0,
    start_time: request.startTime,
    status: request.status,
    command: request.command,
    sql_handle: sqlHandle(session.id),
    // In bytes of UTF-16, as the product counts.
    statement_start_offset: request.statementStart * 2,
    statement_end_offset: -1,
    plan_handle: undefined,
    database_id: session.database.id,
    user_id: 1,
    connection_id: connectionId(session),
    blocking_session_id: request.blockingSessionId,
    wait_type: request.waitType,
    wait_time: Math.trunc(request.waitTime),
    last_wait_type: request.waitType ?? 'MISCELLANEOUS',
    wait_resource: request.waitResource,
    open_transaction_count: session.transactionCount,
    open_resultset_count: 1,
    transaction_id: session.id * 1000,
    context_info: session.id === scope.context.session.id ? scope.context.contextInfo : undefined,
    percent_complete: request.percentComplete,
    estimated_completion_time: 0,
    cpu_time: Math.trunc(request.cpuTime),
    total_elapsed_time: Math.trunc(request.elapsedTime),
    scheduler_id: 0,
    reads: request.reads,
    writes: 0,
    logical_reads: request.logicalReads,
    ...settingCells(session),
    row_count: request.rowCount,
    nest_level: request.nestLevel,
    granted_query_memory: 0,
    group_id: 2,
    dop: 1,
    is_resumable: false,
  };
}

/** Sessions, requests and connections. */
export const sessionViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'dm_exec_sessions',
    columns: columns(`
      session_id smallint
      login_time datetime
      host_name nvarchar(128) null
      program_name nvarchar(128) null
      host_process_id int null
      client_version int null
      client_interface_name nvarchar(32) null
      security_id varbinary(85)
      login_name nvarchar(128)
      nt_domain nvarchar(128) null
      nt_user_name nvarchar(128) null
      status nvarchar(30)
      context_info varbinary(128) null
      cpu_time int
      memory_usage int
      total_scheduled_time int
      total_elapsed_time int
      endpoint_id int
      last_request_start_time datetime
      last_request_end_time datetime null
      reads bigint
      writes bigint
      logical_reads bigint
      is_user_process bit
      ${settingText}
      original_security_id varbinary(85)
      original_login_name nvarchar(128)
      last_successful_logon datetime null
      last_unsuccessful_logon datetime null
      unsuccessful_logons bigint null
      group_id int
      database_id smallint
      authenticating_database_id int null
      open_transaction_count int
      page_server_reads bigint null since 15
    `),
    rows: (scope) => visibleSessions(scope).map((session) => sessionRow(scope, session)),
  },
  {
    schema: 'sys',
    name: 'dm_exec_requests',
    columns: columns(`
      session_id smallint
      request_id int
      start_time datetime
      status nvarchar(30)
      command nvarchar(32)
      sql_handle varbinary(64) null
      statement_start_offset int null
      statement_end_offset int null
      plan_handle varbinary(64) null
      database_id smallint
      user_id int
      connection_id uniqueidentifier null
      blocking_session_id smallint null
      wait_type nvarchar(60) null
      wait_time int
      last_wait_type nvarchar(60)
      wait_resource nvarchar(256)
      open_transaction_count int
      open_resultset_count int
      transaction_id bigint
      context_info varbinary(128) null
      percent_complete real
      estimated_completion_time bigint
      cpu_time int
      total_elapsed_time int
      scheduler_id int null
      task_address varbinary(8) null
      reads bigint
      writes bigint
      logical_reads bigint
      ${settingText}
      nest_level int
      granted_query_memory int
      executing_managed_code bit
      group_id int
      query_hash binary(8) null
      query_plan_hash binary(8) null
      statement_sql_handle varbinary(64) null
      statement_context_id bigint null
      dop int
      parallel_worker_count int null
      external_script_request_id uniqueidentifier null
      is_resumable bit since 14
      page_resource binary(8) null since 15
      page_server_reads bigint null since 15
    `),
    rows: (scope) =>
      visibleSessions(scope).flatMap((session) => (session.request === undefined ? [] : [requestRow(scope, session, session.request)])),
  },
  {
    schema: 'sys',
    name: 'dm_exec_connections',
    columns: columns(`
      session_id int null
      most_recent_session_id int null
      connect_time datetime
      net_transport nvarchar(40)
      protocol_type nvarchar(40) null
      protocol_version int null
      endpoint_id int null
      encrypt_option nvarchar(40)
      auth_scheme nvarchar(40)
      node_affinity smallint
      num_reads int null
      num_writes int null
      last_read datetime null
      last_write datetime null
      net_packet_size int null
      client_net_address varchar(48) null
      client_tcp_port int null
      local_net_address varchar(48) null
      local_tcp_port int null
      connection_id uniqueidentifier
      parent_connection_id uniqueidentifier null
      most_recent_sql_handle varbinary(64) null
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireServerState(scope, 'SECURITY');
      return scope.context.sessions.map((session) => ({
        session_id: session.id,
        most_recent_session_id: session.id,
        connect_time: session.loginTime,
        net_transport: 'TCP',
        protocol_type: 'TSQL',
        protocol_version: 1946157060,
        endpoint_id: 4,
        encrypt_option: session.isEncrypted ? 'TRUE' : 'FALSE',
        auth_scheme: 'SQL',
        node_affinity: 0,
        last_read: session.lastRequestStart,
        last_write: session.lastRequestEnd,
        net_packet_size: session.packetSize,
        client_net_address: '127.0.0.1',
        local_net_address: '127.0.0.1',
        connection_id: connectionId(session),
        most_recent_sql_handle: sqlHandle(session.id),
      }));
    },
  },
  {
    schema: 'sys',
    name: 'dm_os_waiting_tasks',
    columns: columns(`
      waiting_task_address varbinary(8)
      session_id smallint null
      exec_context_id int null
      wait_duration_ms bigint null
      wait_type nvarchar(60) null
      resource_address varbinary(8) null
      blocking_task_address varbinary(8) null
      blocking_session_id smallint null
      blocking_exec_context_id int null
      resource_description nvarchar(3072) null
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireServerState(scope, 'PERFORMANCE');
      return scope.context.sessions.flatMap(({ id, request }) =>
        request?.waitType == null
          ? []
          : [
              {
                waiting_task_address: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, id % 256),
                session_id: id,
                exec_context_id: 0,
                wait_duration_ms: request.waitTime,
                wait_type: request.waitType,
                blocking_session_id: request.blockingSessionId === 0 ? undefined : request.blockingSessionId,
                resource_description: request.waitResource,
              },
            ],
      );
    },
  },
];
