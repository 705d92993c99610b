import { setTimeout } from 'node:timers/promises';

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Runs all sides in turn, A B C then C B A, so that neither what else the machine does nor what came before favours one of them; gives
 * what each run gave, side by side. `rest`: milliseconds before each, for what is compared as it is when nothing else goes on.
 */
export async function interleave<T>(sides: readonly (() => Promise<T>)[], rounds: number, rest = 0): Promise<readonly (readonly T[])[]> {
  const given = sides.map((): T[] => []);
  const order = [...sides.entries()];
  for (let round = 0; round < rounds; round++) {
    for (const [index, side] of order) {
      if (rest > 0) await setTimeout(rest);
      given[index]?.push(await side());
    }
    order.reverse();
  }
  return given;
}
