import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { root } from './run.mjs';

type Answer = Readonly<Record<string, unknown>>;

/** The calls of the tour, in order; `answers` are the structured answers so far, by the name of the tool. */
const calls: readonly { readonly tool: string; readonly input: (answers: ReadonlyMap<string, Answer>) => object }[] = [
  { tool: 'list_connections', input: () => ({}) },
  { tool: 'get_server_capabilities', input: () => ({}) },
  { tool: 'list_databases', input: () => ({}) },
  { tool: 'list_tables', input: () => ({ schema: 'sales' }) },
  { tool: 'get_table_schema', input: () => ({ table_name: 'sales.SalesOrder' }) },
  { tool: 'get_table_indexes', input: () => ({ table_name: 'sales.SalesOrder' }) },
  { tool: 'get_table_foreign_keys', input: () => ({ table_name: 'sales.SalesOrder' }) },
  { tool: 'get_table_statistics', input: () => ({ table_name: 'sales.SalesOrder' }) },
  { tool: 'list_stored_procedures', input: () => ({ schema: 'sales' }) },
  { tool: 'get_stored_procedure_parameters', input: () => ({ procedure_name: 'sales.usp_CreateOrder' }) },
  { tool: 'get_stored_procedure_definition', input: () => ({ procedure_name: 'dbo.usp_NoParameters' }) },
  {
    tool: 'execute_stored_procedure',
    input: () => ({
      procedure_name: 'sales.usp_QuoteOrder',
      parameters: {
        customer_id: 1,
        lines: [
          { LineNumber: 1, ProductId: 1, Quantity: '2.500' },
          { LineNumber: 2, ProductId: 2, Quantity: '1', UnitPrice: '6.2830', Note: 'by courier' },
        ],
        discount_percent: '10.00',
      },
    }),
  },
  {
    tool: 'execute_stored_procedure',
    input: () => ({
      procedure_name: 'sales.usp_QuoteOrder',
      parameters: { customer_id: 1, lines: [{ LineNumber: 1, ProductId: 1, Quantity: '2.500' }], remark: "it's" },
      dry_run: true,
    }),
  },
  { tool: 'start_stored_procedure', input: () => ({ procedure_name: 'dbo.usp_LongRunning', parameters: { steps: 3 } }) },
  {
    tool: 'get_session_status',
    input: (answers) => ({ session_id: answers.get('start_stored_procedure')?.['session_id'], wait_seconds: 10 }),
  },
  {
    tool: 'execute_query',
    input: () => ({
      query: "SELECT CAST('12345678901234567890.1234567890' AS decimal(38,10)) AS exact, SYSDATETIMEOFFSET() AS now, @word AS word",
      parameters: { word: 'מילה 🙂' },
    }),
  },
  { tool: 'start_query', input: () => ({ query: "WAITFOR DELAY '00:00:01'; SELECT TOP (5) * FROM sales.SalesOrder ORDER BY OrderId" }) },
  { tool: 'get_session_status', input: (answers) => ({ session_id: answers.get('start_query')?.['session_id'], wait_seconds: 10 }) },
  { tool: 'get_session_result', input: (answers) => ({ session_id: answers.get('start_query')?.['session_id'], limit: 3 }) },
  { tool: 'start_query', input: () => ({ query: "WAITFOR DELAY '00:01:00'" }) },
  { tool: 'cancel_session', input: (answers) => ({ session_id: answers.get('start_query')?.['session_id'] }) },
  { tool: 'list_sessions', input: () => ({}) },
];

/** Runs the stdio server against a server and has a client call every tool; prints each call and its answer. Throws when a call fails. */
export async function runTour(connectionString: string): Promise<void> {
  const client = new Client({ name: 'tour', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['dist/headless.js'],
    cwd: root,
    env: { MSSQL_CONNECTIONSTRING: connectionString, MSSQL_CONNECTION_NAME: 'sandbox' },
  });
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    const untouched = new Set(tools.map((tool) => tool.name));
    const answers = new Map<string, Answer>();
    for (const { tool, input } of calls) {
      const args = Object.fromEntries(Object.entries(input(answers)));
      const result = await client.callTool({ name: tool, arguments: args });
      console.log(`\n› ${tool} ${JSON.stringify(args)}\n${indent(textOf(result))}`);
      if (result.isError === true) throw new Error(`${tool} answered with an error.`);
      answers.set(tool, Object.fromEntries(Object.entries(result.structuredContent ?? {})));
      untouched.delete(tool);
    }
    if (untouched.size > 0) throw new Error(`The tour does not call ${[...untouched].join(', ')}.`);
  } finally {
    await client.close();
  }
}

function textOf(result: Awaited<ReturnType<Client['callTool']>>): string {
  const content: unknown = result.content;
  if (!Array.isArray(content)) return '';
  return content.map((part: unknown) => (typeof part === 'object' && part !== null && 'text' in part ? String(part.text) : '')).join('\n');
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
