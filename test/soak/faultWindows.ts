import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from '../sandbox/tds/faults';
import type { Random } from './random';
import type { RemoteSandbox } from './remoteSandbox';

/** Trouble that is switched on for a moment. */
const troubles: readonly ((random: Random) => Partial<Faults>)[] = [
  (random) => ({ dropAfterRows: random.below(300) }),
  (random) => ({ stallAfterRows: random.below(300) }),
  () => ({ nextRequestError: 1205 }),
  () => ({ nextRequestError: 40501 }),
  () => ({ dropNextRequest: true }),
  (random) => ({ errorAfterRows: { rows: random.below(300), error: 1205 } }),
  () => ({ refuseConnections: true }),
  () => ({ loginDelayMilliseconds: 50 }),
  () => ({ loginError: 40613 }),
  () => ({ errorBeforeAttention: true }),
  () => ({ garbageInResponse: true }),
  () => ({ garbageAtLogin: true }),
];

/** Switches trouble on and off. Work that ran while there was trouble may end in other ways than planned. */
export class FaultWindows {
  readonly #sandbox: RemoteSandbox;
  readonly #random: Random;
  /** Rises when trouble begins and when it ends. */
  #epoch = 0;
  #ended = false;
  #running: Promise<void> = Promise.resolve();

  constructor(sandbox: RemoteSandbox, random: Random) {
    this.#sandbox = sandbox;
    this.#random = random;
  }

  /** How often there was trouble. */
  get count(): number {
    return Math.ceil(this.#epoch / 2);
  }

  /** Whether there has been trouble since the mark was taken. */
  since(mark: number): boolean {
    return mark % 2 === 1 || this.#epoch !== mark;
  }

  get mark(): number {
    return this.#epoch;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#ended = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isEnded()) {
      await pause(300 + this.#random.below(900));
      this.#epoch += 1;
      const make = troubles[this.#random.below(troubles.length)];
      await this.#sandbox.setFaults(make?.(this.#random) ?? {});
      await pause(30 + this.#random.below(150));
      await this.#sandbox.clearFaults();
      // What was met before the switch went back is still on its way.
      await pause(20);
      this.#epoch += 1;
    }
  }

  #isEnded(): boolean {
    return this.#ended;
  }
}
