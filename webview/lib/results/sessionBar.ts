import { formatElapsed, formatRows } from '../../../src/shared/progressText';
import type { SessionSnapshot } from '../../../src/shared/sessionResults';
import { button, element, icon, setText } from '../elements';

const tickMilliseconds = 100;

const icons: Readonly<Record<SessionSnapshot['state'], string>> = {
  running: 'loading',
  completed: 'pass',
  failed: 'error',
  cancelled: 'circle-slash',
};

/** The state of a session in a word. */
export function stateText({ state, connecting, cancelling, truncated }: SessionSnapshot): string {
  if (state === 'running') {
    return cancelling ? 'Cancelling' : connecting ? 'Connecting' : 'Running';
  }
  const words = { completed: truncated === null ? 'Completed' : 'Truncated', failed: 'Failed', cancelled: 'Cancelled' };
  return words[state];
}

/** One line on a session: its state, how long, how many rows, where and for whom; and Cancel while it runs. */
export class SessionBar {
  readonly element = element('div', { class: 'session-bar' });
  readonly cancelButton: HTMLButtonElement;
  readonly #icon = element('span', { class: 'session-icon' });
  readonly #state = element('strong', { class: 'session-state' });
  readonly #progress = element('span', { class: 'session-progress' });
  readonly #where = element('span', { class: 'session-where' });
  #session: SessionSnapshot | undefined;
  #receivedAt = 0;
  #timer: number | undefined;

  constructor(onCancel: () => void, actions: readonly HTMLElement[] = []) {
    this.cancelButton = button({ label: 'Cancel', icon: 'debug-stop', kind: 'primary', onClick: onCancel });
    this.cancelButton.hidden = true;
    const facts = element('div', { class: 'session-facts' }, this.#icon, this.#state, this.#progress, this.#where);
    this.element.append(facts, element('span', { class: 'spring' }), this.cancelButton, ...actions);
  }

  update(session: SessionSnapshot): void {
    const before = this.#session;
    this.#session = session;
    this.#receivedAt = performance.now();
    if (before?.state !== session.state) {
      const cut = session.truncated !== null && session.state === 'completed';
      const shown = icon(cut ? 'warning' : icons[session.state]);
      shown.classList.toggle('codicon-modifier-spin', session.state === 'running');
      this.#icon.replaceChildren(shown);
      this.#icon.className = `session-icon session-icon-${cut ? 'truncated' : session.state}`;
    }
    setText(this.#state, stateText(session));
    const place = [session.connection, session.database].filter((part) => part !== null).join(' / ');
    setText(this.#where, `${place} · started by ${session.startedBy === 'agent' ? 'an agent' : 'you'}`);
    const running = session.state === 'running';
    // The focus must not fall off the page when the button goes.
    if (!running && document.activeElement === this.cancelButton) {
      this.element.querySelector<HTMLElement>('button:not([hidden]):not(:first-of-type)')?.focus();
    }
    this.cancelButton.hidden = !running;
    this.cancelButton.disabled = session.cancelling;
    this.#showProgress();
    this.#tick(running);
  }

  #tick(running: boolean): void {
    if (running) {
      this.#timer ??= window.setInterval(() => {
        this.#showProgress();
      }, tickMilliseconds);
    } else {
      window.clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #showProgress(): void {
    const session = this.#session;
    if (session !== undefined) {
      const since = session.state === 'running' ? performance.now() - this.#receivedAt : 0;
      // Where there are no rows to count, none are counted.
      const rows = session.resultSets.length === 0 ? [] : [formatRows(session.rows)];
      setText(this.#progress, [formatElapsed(session.elapsedMilliseconds + since), ...rows].join(' · '));
    }
  }
}
