import type { CertificateKind } from './certificate';

/** Trouble that tests ask for. Everything is off by default. */
export interface Faults {
  /** New sockets are closed as soon as they open. */
  refuseConnections: boolean;
  /** So many new sockets are closed as soon as they open; the ones after them are not. */
  refuseNextConnections: number;
  /** PRELOGIN is answered with bytes that are no TDS, then the socket closes. */
  garbageAtLogin: boolean;
  /** The answer to a request breaks into bytes that are no TDS after its first rows, or at once when there are none. */
  garbageInResponse: boolean;
  /** The answer to a request goes on, after its first rows, with a packet whose length cannot be; the socket stays open. */
  brokenPacket: boolean;
  loginDelayMilliseconds: number;
  /** The login is never answered. */
  stallBeforeLogin: boolean;
  /** Every login fails with this error. */
  loginError: FaultError | undefined;
  /** The next login, and only that, fails with this error. */
  nextLoginError: FaultError | undefined;
  /** The next batch or call, and only that, fails with this error. */
  nextRequestError: FaultError | undefined;
  /** The connection of the next batch or call is torn down when it has arrived, before any of it runs; what resets a connection does not count. */
  dropNextRequest: boolean;
  /** The next result set that has so many rows is broken off by this error. */
  errorAfterRows: { readonly rows: number; readonly error: FaultError } | undefined;
  /** The socket is torn down after so many rows of one result set. */
  dropAfterRows: number | undefined;
  /** Nothing comes after so many rows of one result set until the switch goes back or the request is cancelled. */
  stallAfterRows: number | undefined;
  /** An attention changes nothing and is never acknowledged. */
  ignoreAttention: boolean;
  /** The response that an attention breaks off ends with an ERROR token; the acknowledgement follows. */
  errorBeforeAttention: boolean;
  /** An ERROR token stands before the acknowledgement of an attention, in its own message. */
  errorWithAcknowledgement: boolean;
  /** The certificate of new connections. */
  certificate: CertificateKind;
}

/** Errors that clients must know how to meet: deadlock, throttling, resource limit, unavailable database, failed login. */
export type FaultError = 1205 | 40501 | 10928 | 40613 | 18456;

function noFaults(): Faults {
  return {
    refuseConnections: false,
    refuseNextConnections: 0,
    garbageAtLogin: false,
    garbageInResponse: false,
    brokenPacket: false,
    loginDelayMilliseconds: 0,
    stallBeforeLogin: false,
    loginError: undefined,
    nextLoginError: undefined,
    nextRequestError: undefined,
    dropNextRequest: false,
    errorAfterRows: undefined,
    dropAfterRows: undefined,
    stallAfterRows: undefined,
    ignoreAttention: false,
    errorBeforeAttention: false,
    errorWithAcknowledgement: false,
    certificate: 'valid',
  };
}

/** The switches of one server; they may be thrown at any time. */
export class FaultControl {
  readonly current: Faults;
  private readonly waiting = new Set<() => void>();

  constructor(initial: Partial<Faults> = {}) {
    this.current = { ...noFaults(), ...initial };
  }

  set(changes: Partial<Faults>): void {
    Object.assign(this.current, changes);
    for (const wake of [...this.waiting]) wake();
  }

  /** The position of a switch that counts once; it goes back. */
  take<Name extends 'nextLoginError' | 'nextRequestError' | 'dropNextRequest'>(name: Name): Faults[Name] {
    const position = this.current[name];
    this.current[name] = noFaults()[name];
    return position;
  }

  /** Everything off again. */
  clear(): void {
    this.set(noFaults());
  }

  /** Waits while `condition` holds; ends early, without an error, when the signal aborts. */
  async whileTrue(condition: (faults: Faults) => boolean, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && condition(this.current)) await this.changed(signal);
  }

  private changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
