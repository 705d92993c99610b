import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ByteBudget } from '../../../src/core/sessions/byteBudget';
import { RowStorage } from '../../../src/core/sessions/rowStorage';
import type { RowStorageOptions } from '../../../src/core/sessions/rowStorage';

const unlimited = Number.MAX_SAFE_INTEGER;

/** A storage that keeps everything in memory unless it is told otherwise. */
export function rowStorage(
  options: Partial<Omit<RowStorageOptions, 'path'>> & { readonly path?: string | Promise<string> } = {},
): RowStorage {
  const { path = join(tmpdir(), 'never'), ...rest } = options;
  return new RowStorage({
    memoryLimit: unlimited,
    memory: new ByteBudget(unlimited),
    disk: new ByteBudget(unlimited),
    ...rest,
    path: () => Promise.resolve(path),
  });
}
