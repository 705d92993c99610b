import * as z from 'zod/mini';
import { nothing } from './protocol';

const answer = z.enum(['yes', 'no', 'unknown']);

export const featureSchema = z.strictObject({
  name: z.string(),
  group: z.string(),
  supported: answer,
  /** none: there is nothing to enable. */
  enabled: z.enum(['yes', 'no', 'unknown', 'none']),
  since: z.string(),
  source: z.string(),
  needs: z.string(),
});
export type PageFeature = z.output<typeof featureSchema>;

/** What a server can do, as its page shows it. */
export const capabilitiesSchema = z.strictObject({
  connection: z.string(),
  server: z.string(),
  product: z.string(),
  edition: z.string(),
  facts: z.array(z.tuple([z.string(), z.string()])),
  deployment: z.strictObject({ name: z.string(), confidence: z.string(), evidence: z.array(z.string()) }),
  features: z.array(featureSchema),
  permissions: z.array(z.strictObject({ name: z.string(), scope: z.string(), granted: z.boolean(), decides: z.string() })),
  databases: z.array(z.strictObject({ name: z.string(), state: z.string(), compatibilityLevel: z.nullable(z.int()), accessible: answer })),
  /** All databases; more than are listed where there are very many. */
  databaseCount: z.int(),
  notes: z.array(z.string()),
  /** Since the server was asked. */
  ageMilliseconds: z.number(),
});
export type PageCapabilities = z.output<typeof capabilitiesSchema>;

/** Between the capability panel and its page. */
export const capabilitiesProtocol = {
  requests: {
    /** What is known, or what the server says now. */
    open: { params: nothing, result: capabilitiesSchema },
    /** Asks the server again. */
    refresh: { params: nothing, result: capabilitiesSchema },
    /** Puts the whole report into the clipboard, as Markdown. */
    copyMarkdown: { params: nothing, result: nothing },
    /** Lets the user choose the active connection, and shows its panel. */
    selectConnection: { params: nothing, result: nothing },
  },
  events: {
    /** The server was asked meanwhile, by an agent or from another window of this panel. */
    changed: capabilitiesSchema,
    /** The connection is another one now, or gone: what is shown is not what it says. */
    outdated: z.strictObject({ reason: z.string() }),
  },
} as const;
