import type { ServerMessage } from '../engine/session';
import type { FaultError } from './faults';

/** The texts of sys.messages, with what the sandbox can fill in. */
export function faultMessage(
  number: FaultError,
  facts: { readonly processId: number; readonly userName: string; readonly database: string },
): ServerMessage {
  const common = { number, procedure: '', line: 1 };
  switch (number) {
    case 1205:
      return {
        ...common,
        severity: 13,
        state: 51,
        message: `Transaction (Process ID ${String(facts.processId)}) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.`,
      };
    case 40501:
      return {
        ...common,
        severity: 20,
        state: 1,
        message:
          'The service is currently busy. Retry the request after 10 seconds. Incident ID: 00000000-0000-0000-0000-000000000000. Code: 131075.',
      };
    case 10928:
      return {
        ...common,
        severity: 20,
        state: 1,
        message: `Resource ID: 1. The request limit for the database is 90 and has been reached. See 'http://go.microsoft.com/fwlink/?LinkId=267637' for assistance.`,
      };
    case 40613:
      return {
        ...common,
        severity: 17,
        state: 1,
        message: `Database '${facts.database}' on server 'sandbox' is not currently available. Please retry the connection later. If the problem persists, contact customer support, and provide them the session tracing ID of '00000000-0000-0000-0000-000000000000'.`,
      };
    case 18456:
      return loginFailed(facts.userName);
  }
}

export function loginFailed(userName: string): ServerMessage {
  return { number: 18456, state: 1, severity: 14, message: `Login failed for user '${userName}'.`, procedure: '', line: 1 };
}
