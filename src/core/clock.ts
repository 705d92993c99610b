import type { Disposable } from './disposables';

/** Time as the core sees it, so that tests can move it. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Calls `action` once after `milliseconds`, unless disposed before. Does not keep the process alive. */
  after(milliseconds: number, action: () => void): Disposable;
}

/** The longest delay that a Node timer takes, about 25 days; a longer one would fire at once, so it is waited for in steps. */
const longestDelay = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, action) {
    let timer: NodeJS.Timeout | undefined;
    const wait = (left: number): void => {
      const step = Math.min(left, longestDelay);
      timer = setTimeout(() => {
        if (left > step) {
          wait(left - step);
        } else {
          action();
        }
      }, step);
      timer.unref();
    };
    wait(milliseconds);
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
};
