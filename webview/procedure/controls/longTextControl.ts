import '@vscode-elements/elements/dist/vscode-textarea/index.js';
import type { Control, FormProblem } from '../../../src/shared/procedurePage';
import { element, setText } from '../../lib/elements';
import { describeInput } from './describeInput';
import type { ControlOptions, GivenValue, ValueControl } from './valueControl';

const fewestLines = 2;
const mostLines = 14;

/** Several lines of text; JSON and XML say whether they are well formed. */
export class LongTextControl implements ValueControl {
  readonly element = element('div', { class: 'control control-long' });
  readonly #control: Control;
  readonly #field = element('vscode-textarea', { class: 'field' });
  readonly #validity = element('span', { class: 'validity' });

  constructor(control: Control, options: ControlOptions) {
    this.#control = control;
    this.#field.label = options.label;
    this.#field.placeholder = options.placeholder;
    this.#field.monospace = control !== 'longText';
    this.#field.addEventListener('input', () => {
      this.#grow();
      options.onChange();
    });
    this.#grow();
    this.element.append(this.#field, this.#validity);
  }

  value(): GivenValue {
    return { use: 'text', text: this.#field.value };
  }

  restore(value: GivenValue): void {
    if (value.use === 'text') {
      this.#field.value = value.text;
      this.#grow();
    }
  }

  mark(problems: readonly FormProblem[]): void {
    describeInput(this.#field, problems);
    const isChecked = this.#control === 'json' || this.#control === 'xml';
    const isFilled = this.#field.value.trim() !== '';
    setText(this.#validity, isChecked && isFilled && problems.length === 0 ? `✓ well-formed ${this.#control.toUpperCase()}` : '');
  }

  focus(): void {
    this.#field.focus();
  }

  /** As many lines as the text has, within reason. */
  #grow(): void {
    this.#field.rows = Math.min(mostLines, Math.max(fewestLines, this.#field.value.split('\n').length));
  }
}
