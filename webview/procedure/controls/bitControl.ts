import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import { element } from '../../lib/elements';
import type { ControlOptions, GivenValue, ValueControl } from './valueControl';

/** A check box for bit: 1 or 0. NULL is chosen beside it, as for every type. */
export class BitControl implements ValueControl {
  readonly element = element('div', { class: 'control' });
  readonly #box = element('vscode-checkbox');

  constructor(options: ControlOptions) {
    // The text beside the box tells its state; the name of the parameter is told to a screen reader.
    void this.#box.updateComplete.then(() => {
      this.#box.shadowRoot?.querySelector('input')?.setAttribute('aria-label', options.label);
    });
    this.#box.addEventListener('change', () => {
      this.#show();
      options.onChange();
    });
    this.#show();
    this.element.append(this.#box);
  }

  value(): GivenValue {
    return { use: 'bit', value: this.#box.checked };
  }

  restore(value: GivenValue): void {
    if (value.use === 'bit') {
      this.#box.checked = value.value;
      this.#show();
    }
  }

  mark(): void {
    // Both states are right.
  }

  focus(): void {
    this.#box.focus();
  }

  #show(): void {
    this.#box.textContent = this.#box.checked ? '1 (true)' : '0 (false)';
  }
}
