import { button, element, setText } from '../lib/elements';

export interface ActionBarOptions {
  readonly onExecute: () => void;
  readonly onBackground: () => void;
}

/** Execute and Start in Background, and what keeps them from running. */
export class ActionBar {
  readonly element: HTMLElement;
  readonly #execute: HTMLButtonElement;
  readonly #background: HTMLButtonElement;
  readonly #status = element('span', { class: 'action-status', attributes: { role: 'status', 'aria-live': 'polite' } });

  constructor({ onExecute, onBackground }: ActionBarOptions) {
    this.#execute = button({ label: 'Execute', icon: 'play', kind: 'primary', onClick: onExecute });
    this.#execute.title = 'Ctrl+Enter';
    this.#background = button({ label: 'Start in Background', icon: 'server-process', onClick: onBackground });
    this.element = element('div', { class: 'actions' }, this.#execute, this.#background, this.#status);
  }

  /** `reason` says why the call is held back; '' when it may run. Not disabled: a press tells the reason and goes to the first problem. */
  hold(reason: string): void {
    for (const each of [this.#execute, this.#background]) {
      each.setAttribute('aria-disabled', String(reason !== ''));
    }
    this.say(reason, reason !== '');
  }

  /** A call is being started: a second press must not start another. */
  busy(isBusy: boolean): void {
    this.#execute.disabled = isBusy;
    this.#background.disabled = isBusy;
  }

  say(text: string, isProblem = false, ...more: readonly HTMLElement[]): void {
    this.#status.classList.toggle('action-problem', isProblem);
    if (more.length === 0) {
      setText(this.#status, text);
    } else {
      this.#status.replaceChildren(text, ...more);
    }
  }
}
