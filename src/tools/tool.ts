import type { z } from 'zod';
import type { CapabilityDetector } from '../core/capabilities/capabilityDetector';
import type { ConnectionRegistry } from '../core/connections/connectionRegistry';
import type { Log } from '../core/log';
import type { MetadataPort } from '../core/metadata/metadataPort';
import type { ActivityPort, CatalogPort } from '../core/ports';
import type { ProcedureCatalog } from '../core/procedures/procedureCatalog';
import type { Effect, Policy } from '../core/safety/policy';
import type { SessionManager } from '../core/sessions/sessionManager';
import type { SettingsSource } from '../core/settings';
import { inputJsonSchema, outputJsonSchema } from './jsonSchema';
import type { JsonSchema } from './jsonSchema';
import type { ToolAnswer } from './toolAnswer';
import { validateInput } from './validateInput';

/** What tools may use. Add only what a tool needs. */
export interface ToolContext {
  readonly connections: ConnectionRegistry;
  readonly sessions: SessionManager;
  readonly catalog: CatalogPort & MetadataPort;
  readonly procedures: ProcedureCatalog;
  readonly capabilities: CapabilityDetector;
  /** Absent: nobody can say what the server does for a session. */
  readonly activity?: ActivityPort;
  readonly policy: Policy;
  readonly settings: SettingsSource;
  readonly log: Log;
}

/** One call of a tool. */
export interface ToolCall {
  /** Aborted when the client cancels the call or goes away. */
  readonly signal: AbortSignal;
  /** Tells a waiting client how far it is; `progress` rises from call to call. */
  readonly progress: (progress: number, message: string) => void;
}

interface ToolDefinition<I extends z.ZodObject, O extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  readonly input: I;
  readonly output: O;
  readonly handle: (context: ToolContext, input: z.output<I>, call: ToolCall) => Promise<ToolAnswer<z.input<O>>>;
}

/** A tool as the runner and the MCP server see it. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  /** What it does, when to use it, when not, and its limits. */
  readonly description: string;
  readonly effect: Effect;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  /** Checks the arguments and does the work. Rejects with SprocketError. */
  readonly run: (context: ToolContext, input: unknown, call: ToolCall) => Promise<ToolAnswer>;
}

/** Ties schemas and handler of a tool together. The JSON Schemas are made when they are first asked for. */
export function defineTool<I extends z.ZodObject, O extends z.ZodObject>(definition: ToolDefinition<I, O>): Tool {
  const { name, title, description, effect, input, output, handle } = definition;
  let inputSchema: JsonSchema | undefined;
  let outputSchema: JsonSchema | undefined;
  return {
    name,
    title,
    description,
    effect,
    get inputSchema() {
      inputSchema ??= inputJsonSchema(input);
      return inputSchema;
    },
    get outputSchema() {
      outputSchema ??= outputJsonSchema(output);
      return outputSchema;
    },
    run: async (context, raw, call) => handle(context, validateInput(name, input, raw), call),
  };
}
