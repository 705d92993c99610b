import { createHmac } from 'node:crypto';
import type { ConnectionTarget } from '../ports';
import { Secret } from './secret';

/**
 * What a cache may know of a connection: a hash of all that its string says and of the database, under a key that lives as long as the cache.
 * Another password gives another hash; without the key nothing of it can be tried out.
 */
export function connectionFingerprint(key: Uint8Array, target: ConnectionTarget): string {
  const { settings } = target;
  const database = target.database ?? settings.database ?? null;
  const text = JSON.stringify([target.connection, database, revealed(settings)]);
  return createHmac('sha256', key).update(text).digest('base64');
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
