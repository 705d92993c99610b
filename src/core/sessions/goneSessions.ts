/** Why a session is no longer there: its time was over, somebody removed it, or too many others had ended since. */
export type RemovalReason = 'expired' | 'removed' | 'surplus';

export interface Removal {
  readonly reason: RemovalReason;
  readonly at: Date;
}

/** The newest ones are remembered, so that who asks for them hears what became of them. */
const mostRemembered = 1_000;

/** Sessions that were there once. */
export class GoneSessions {
  readonly #removals = new Map<string, Removal>();

  add(id: string, removal: Removal): void {
    this.#removals.set(id, removal);
    const [oldest] = this.#removals.keys();
    if (this.#removals.size > mostRemembered && oldest !== undefined) {
      this.#removals.delete(oldest);
    }
  }

  find(id: string): Removal | undefined {
    return this.#removals.get(id);
  }
}
