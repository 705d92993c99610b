import type { Clock } from '../../../src/core/clock';
import type { Disposable } from '../../../src/core/disposables';

/** Time that passes when the test says so. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00Z');
  readonly #timers = new Set<{ due: number; action: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, action: () => void): Disposable {
    const timer = { due: this.#now + milliseconds, action };
    this.#timers.add(timer);
    return {
      dispose: () => {
        this.#timers.delete(timer);
      },
    };
  }

  /** Moves on, calling what falls due in its order, and lets promises settle. */
  async advance(milliseconds: number): Promise<void> {
    await settled();
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#timers].filter((timer) => timer.due <= end).sort((left, right) => left.due - right.due);
      if (next === undefined) {
        break;
      }
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.action();
      await settled();
    }
    this.#now = end;
    await settled();
  }
}

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
