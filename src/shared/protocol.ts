import * as z from 'zod/mini';

/** What a page may ask of the extension: what it gives, and what it gets. */
export interface RequestSchemas {
  readonly params: z.ZodMiniType;
  readonly result: z.ZodMiniType;
}

/**
 * Everything that is said between one page and the extension. A page asks; the extension answers, and reports events. Each side parses
 * what it receives, and nothing else passes.
 */
export interface Protocol {
  readonly requests: Readonly<Record<string, RequestSchemas>>;
  /** From the extension to the page. One that comes before the page's first request is dropped: a page begins by asking. */
  readonly events: Readonly<Record<string, z.ZodMiniType>>;
}

export type RequestName<P extends Protocol> = keyof P['requests'] & string;
export type RequestParams<P extends Protocol, N extends RequestName<P>> = z.output<P['requests'][N]['params']>;
export type RequestResult<P extends Protocol, N extends RequestName<P>> = z.output<P['requests'][N]['result']>;
export type EventName<P extends Protocol> = keyof P['events'] & string;
export type EventPayload<P extends Protocol, N extends EventName<P>> = z.output<P['events'][N]>;

/** What a request gives. */
export function paramsSchema<P extends Protocol, N extends RequestName<P>>(protocol: P, name: N): P['requests'][N]['params'] {
  return at(at(at<P, 'requests'>(protocol, 'requests'), name), 'params');
}

/** What a request gets. */
export function resultSchema<P extends Protocol, N extends RequestName<P>>(protocol: P, name: N): P['requests'][N]['result'] {
  return at(at(at<P, 'requests'>(protocol, 'requests'), name), 'result');
}

/** What an event carries. */
export function eventSchema<P extends Protocol, N extends EventName<P>>(protocol: P, name: N): P['events'][N] {
  return at(at<P, 'events'>(protocol, 'events'), name);
}

export function isRequestName<P extends Protocol>(protocol: P, name: PropertyKey): name is RequestName<P> {
  return Object.hasOwn(protocol.requests, name);
}

export function isEventName<P extends Protocol>(protocol: P, name: PropertyKey): name is EventName<P> {
  return Object.hasOwn(protocol.events, name);
}

/** A property, with the type that it has in `T` and not in what `T` extends. */
function at<T, K extends keyof T>(holder: T, key: K): T[K] {
  return holder[key];
}

/** The extension's answers, one function per request. `signal` is aborted when the page gives the request up or is gone. */
export type RequestHandlers<P extends Protocol> = {
  readonly [N in RequestName<P>]: (params: RequestParams<P, N>, signal: AbortSignal) => Promise<RequestResult<P, N>>;
};

/** From the page: a request, or the end of the wish for its answer. */
export const pageMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('request'), id: z.int(), name: z.string(), params: z.unknown() }),
  z.strictObject({ kind: z.literal('abandon'), id: z.int() }),
]);
export type PageMessage = z.output<typeof pageMessageSchema>;

/** From the extension: the answer to a request, or an event. `error` is a sentence or two for a person. */
export const hostMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('result'), id: z.int(), result: z.unknown() }),
  z.strictObject({ kind: z.literal('failure'), id: z.int(), error: z.string() }),
  z.strictObject({ kind: z.literal('event'), name: z.string(), payload: z.unknown() }),
]);
export type HostMessage = z.output<typeof hostMessageSchema>;

/** For a request or an event that carries nothing. */
export const nothing = z.null();
