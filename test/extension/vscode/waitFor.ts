export const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks again and again until the answer is truthy. Throws when `milliseconds` have passed, naming what was waited for. */
export async function waitFor<T>(what: string, milliseconds: number, probe: () => T | Promise<T>): Promise<NonNullable<T>> {
  const end = Date.now() + milliseconds;
  let last: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value) return value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${milliseconds} ms for ${what}.`, { cause: last });
    await sleep(100);
  }
}
