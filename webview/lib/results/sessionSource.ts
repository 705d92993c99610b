import type { sessionRequests } from '../../../src/shared/sessionResults';
import type { RequestName, RequestParams, RequestResult } from '../../../src/shared/protocol';

interface SessionRequests {
  readonly requests: typeof sessionRequests;
  readonly events: Record<string, never>;
}

/** Where the parts of a result come from: the channel of any page whose protocol has the requests of a session. */
export interface SessionSource {
  request<N extends RequestName<SessionRequests>>(
    name: N,
    params: RequestParams<SessionRequests, N>,
    signal?: AbortSignal,
  ): Promise<RequestResult<SessionRequests, N>>;
}

/** A result set of a session, as requests name it. */
export interface ResultSetPlace {
  readonly session: string;
  readonly resultSet: number;
}

/** What went wrong, for a person. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
