import { createHmac, randomBytes } from 'node:crypto';
import type { ConnectionTarget } from '../ports';
import type { ConnectionSettings } from './connectionSettings';
import { Secret } from './secret';

/**
 * What a cache may know of its connections: a hash of all that a connection's string says and of the database, under a key that lives as long
 * as the cache. Another password gives another hash; without the key nothing of it can be tried out.
 */
export class ConnectionFingerprints {
  readonly #key = randomBytes(32);
  /** Settings never change: another string gives other settings. */
  readonly #known = new WeakMap<ConnectionSettings, Map<string, string>>();

  of(target: ConnectionTarget): string {
    const { connection, settings } = target;
    const named = JSON.stringify([connection, target.database ?? settings.database ?? null]);
    const known = this.#known.get(settings) ?? new Map<string, string>();
    this.#known.set(settings, known);
    const fingerprint = known.get(named) ?? this.#hash(named, settings);
    known.set(named, fingerprint);
    return fingerprint;
  }

  #hash(named: string, settings: ConnectionSettings): string {
    const text = JSON.stringify([named, revealed(settings)]);
    return createHmac('sha256', this.#key).update(text).digest('base64');
  }
}

function revealed(value: unknown): unknown {
  if (value instanceof Secret) {
    return { secret: value.reveal() };
  }
  if (Array.isArray(value)) {
    return value.map(revealed);
  }
  return typeof value === 'object' && value !== null ? Object.entries(value).map(([key, inner]) => [key, revealed(inner)]) : value;
}
