import { button, element, setText } from '../lib/elements';

/** The T-SQL that will run, as the values stand. */
export class ScriptView {
  readonly element: HTMLElement;
  readonly #text = element('pre', { class: 'script', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Script' } });
  readonly #note = element('p', { class: 'legend', hidden: true });
  readonly #copy: HTMLButtonElement;

  constructor(onCopy: () => void) {
    this.#copy = button({ label: 'Copy Script', icon: 'copy', kind: 'toolbar', onClick: onCopy });
    this.#copy.disabled = true;
    const summary = element('summary', {}, element('span', { text: 'Script' }));
    this.element = element('details', { class: 'script-view', attributes: { open: '' } }, summary, this.#copy, this.#text, this.#note);
  }

  /** null: there are problems, and no script. `rest`: characters that are not shown. */
  show(script: string | null, rest: number): void {
    this.#copy.disabled = script === null;
    setText(this.#text, script ?? 'The script appears when every value is right.');
    this.#text.classList.toggle('script-empty', script === null);
    setText(this.#note, rest > 0 ? `${rest.toLocaleString('en-US')} more characters; the copy has them all.` : '');
    this.#note.hidden = rest === 0;
  }
}
