import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { Control, FormProblem } from '../../../src/shared/procedurePage';
import { button, element } from '../../lib/elements';
import { describeInput } from './describeInput';
import type { ControlOptions, GivenValue, ValueControl } from './valueControl';

/** One line of text: every type whose values are best written, with help for dates and identifiers. */
export class TextControl implements ValueControl {
  readonly element = element('div', { class: 'control' });
  readonly #field = element('vscode-textfield', { class: 'field' });

  constructor(control: Control, options: ControlOptions) {
    this.#field.label = options.label;
    this.#field.placeholder = options.placeholder;
    this.#field.classList.toggle('field-code', control !== 'text');
    this.#field.autocomplete = 'off';
    this.#field.addEventListener('input', options.onChange);
    this.element.append(this.#field);
    if (control === 'date' || control === 'dateTime') {
      this.element.append(this.#datePicker(options));
    }
    if (control === 'guid') {
      this.element.append(
        button({
          label: `New identifier for ${options.label}`,
          icon: 'sparkle',
          iconOnly: true,
          kind: 'toolbar',
          onClick: () => {
            this.#field.value = crypto.randomUUID();
            options.onChange();
          },
        }),
      );
    }
  }

  value(): GivenValue {
    return { use: 'text', text: this.#field.value };
  }

  restore(value: GivenValue): void {
    if (value.use === 'text') {
      this.#field.value = value.text;
    }
  }

  mark(problems: readonly FormProblem[]): void {
    describeInput(this.#field, problems);
  }

  focus(): void {
    this.#field.focus();
  }

  /** The platform's calendar, of which only the button is seen. It puts the day into the text and leaves the time of day as it is. */
  #datePicker(options: ControlOptions): HTMLElement {
    const attributes = { type: 'date', 'aria-label': `Choose a date for ${options.label}`, title: 'Choose a date', max: '9999-12-31' };
    const picker = element('input', { class: 'date-picker', attributes });
    picker.addEventListener('change', () => {
      if (picker.value !== '') {
        this.#field.value = picker.value + this.#field.value.trim().replace(/^\d{4}-\d{2}-\d{2}/u, '');
        options.onChange();
      }
    });
    return picker;
  }
}
