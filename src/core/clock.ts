import type { Disposable } from './disposables';

/** Time as the core sees it, so that tests can move it. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Calls `action` once after `milliseconds`, unless disposed before. Does not keep the process alive. */
  after(milliseconds: number, action: () => void): Disposable;
}

/** The longest delay that a Node timer takes; a longer one would fire at once. */
const longestDelay = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, Math.min(milliseconds, longestDelay));
    timer.unref();
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
};
