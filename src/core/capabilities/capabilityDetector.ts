import { systemClock } from '../clock';
import type { Clock } from '../clock';
import { ConnectionFingerprints } from '../connections/connectionFingerprints';
import type { Disposable } from '../disposables';
import { SprocketError } from '../errors';
import { Emitter } from '../events';
import type { ConnectionTarget } from '../ports';
import type { ServerCapabilities } from './capabilities';
import { capabilitiesOf } from './capabilitiesOf';
import type { CapabilityPort } from './capabilityPort';

/** An hour: servers are seldom updated, and databases seldom reconfigured. */
const LIFETIME_MILLISECONDS = 3_600_000;
const MOST_ENTRIES = 200;

export interface CapabilityDetectorOptions {
  readonly port: CapabilityPort;
  readonly clock?: Pick<Clock, 'now'>;
}

export interface CapabilitiesRequest {
  /** Asks the server again, whatever is known. */
  readonly refresh?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CapabilitiesAnswer {
  readonly capabilities: ServerCapabilities;
  /** Since the server was asked. 0 when it was asked for this call. */
  readonly ageMilliseconds: number;
}

interface Entry {
  readonly connection: string;
  readonly capabilities: ServerCapabilities;
}

/** A detection under way and how many wait for it: when nobody does any more it is cancelled. */
interface Detection {
  readonly connection: string;
  readonly result: Promise<ServerCapabilities>;
  readonly cancel: AbortController;
  waiting: number;
  isDone: boolean;
}

/** Knows what servers can do: asks each connection and database once an hour. Nothing connects before the first call. */
export class CapabilityDetector implements Disposable {
  readonly #port: CapabilityPort;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #fingerprints = new ConnectionFingerprints();
  readonly #entries = new Map<string, Entry>();
  readonly #running = new Map<string, Detection>();
  readonly #changed = new Emitter<string>();

  constructor(options: CapabilityDetectorOptions) {
    this.#port = options.port;
    this.#clock = options.clock ?? systemClock;
  }

  /** Throws what the port throws; SprocketError('cancelled') when the signal is aborted first. */
  async capabilities(target: ConnectionTarget, request: CapabilitiesRequest = {}): Promise<CapabilitiesAnswer> {
    const key = this.#fingerprints.of(target);
    const known = request.refresh === true ? undefined : this.#fresh(key);
    if (known !== undefined) {
      return { capabilities: known, ageMilliseconds: this.#clock.now() - known.detectedAt };
    }
    const detection = this.#running.get(key) ?? this.#start(key, target);
    return { capabilities: await this.#wait(detection, request.signal), ageMilliseconds: 0 };
  }

  /** What is known without asking the server. */
  known(target: ConnectionTarget): ServerCapabilities | undefined {
    return this.#fresh(this.#fingerprints.of(target));
  }

  /** Calls with the name of a connection when something was learnt of it, or forgotten. */
  onDidChange(listener: (connection: string) => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Drops what is known of a connection: it was removed or its string changed. */
  forget(connection: string): void {
    for (const [key, entry] of this.#entries) {
      if (entry.connection === connection) this.#entries.delete(key);
    }
    for (const [key, detection] of this.#running) {
      // Who waits still gets the answer; nobody after them does.
      if (detection.connection === connection) this.#running.delete(key);
    }
    this.#changed.emit(connection);
  }

  dispose(): void {
    for (const detection of this.#running.values()) detection.cancel.abort();
    this.#running.clear();
    this.#entries.clear();
    this.#changed.dispose();
  }

  #fresh(key: string): ServerCapabilities | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (this.#clock.now() - entry.capabilities.detectedAt < LIFETIME_MILLISECONDS) return entry.capabilities;
    this.#entries.delete(key);
    return undefined;
  }

  #start(key: string, target: ConnectionTarget): Detection {
    const cancel = new AbortController();
    const detection: Detection = {
      connection: target.connection,
      cancel,
      waiting: 0,
      isDone: false,
      result: this.#detect(target, cancel.signal).then(
        (capabilities) => {
          detection.isDone = true;
          if (this.#running.get(key) === detection) {
            this.#running.delete(key);
            this.#keep(key, { connection: target.connection, capabilities });
          }
          return capabilities;
        },
        (error: unknown) => {
          detection.isDone = true;
          if (this.#running.get(key) === detection) this.#running.delete(key);
          throw error;
        },
      ),
    };
    this.#running.set(key, detection);
    return detection;
  }

  async #detect(target: ConnectionTarget, signal: AbortSignal): Promise<ServerCapabilities> {
    const facts = await this.#port.serverFacts(target, signal);
    return capabilitiesOf(facts, target.settings.server, this.#clock.now());
  }

  #keep(key: string, entry: Entry): void {
    // Behind the others, so that the first is the oldest.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MOST_ENTRIES) break;
      this.#entries.delete(oldest);
    }
    this.#changed.emit(entry.connection);
  }

  async #wait(detection: Detection, signal: AbortSignal | undefined): Promise<ServerCapabilities> {
    detection.waiting++;
    let giveUp: (() => void) | undefined;
    const cancelled = new Promise<never>((_, reject) => {
      giveUp = () => {
        reject(new SprocketError('cancelled', 'The call was cancelled.'));
      };
      if (signal?.aborted === true) giveUp();
      else signal?.addEventListener('abort', giveUp, { once: true });
    });
    try {
      return await Promise.race([detection.result, cancelled]);
    } finally {
      if (giveUp !== undefined) signal?.removeEventListener('abort', giveUp);
      detection.waiting--;
      if (detection.waiting === 0 && !detection.isDone) this.#abandon(detection);
    }
  }

  /** Nobody waits any more. */
  #abandon(detection: Detection): void {
    for (const [key, running] of this.#running) {
      if (running === detection) this.#running.delete(key);
    }
    detection.cancel.abort();
    detection.result.catch(() => undefined);
  }
}
