import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { FormParameter, FormProblem, FormValue } from '../../src/shared/procedurePage';
import { element, icon } from '../lib/elements';
import type { ChosenFile } from './controls/binaryControl';
import { makeControl } from './controls/makeControl';
import type { ValueControl } from './controls/valueControl';

type Use = 'default' | 'null' | 'value';

const shownDefaultCharacters = 24;
const shownReasons = 4;

/** One parameter of the form: what it is, whether it takes its default, NULL or a value, and the value. */
export class ParameterRow {
  readonly element: HTMLElement;
  readonly parameter: FormParameter;
  readonly #onChange: () => void;
  readonly #use = element('vscode-single-select', { class: 'use' });
  readonly #control: ValueControl | undefined;
  readonly #reasons = element('ul', { class: 'reasons', hidden: true });
  /** Somebody has been here: what is wrong may be said. */
  #isTouched = false;

  constructor(parameter: FormParameter, onChange: () => void, pickFile: () => Promise<ChosenFile | null>) {
    this.parameter = parameter;
    this.#onChange = onChange;
    this.#control = makeControl(
      parameter,
      () => {
        this.#isTouched = true;
        this.#choose('value');
        onChange();
      },
      pickFile,
    );
    this.#fillUse();
    this.element = element(
      'div',
      { class: `parameter parameter-${parameter.control}`, attributes: { role: 'group', 'aria-label': this.#spokenName() } },
      this.#nameCell(),
      this.#use,
      element('div', { class: 'value' }, this.#control?.element ?? element('span', { text: 'A cursor cannot be passed.' }), this.#reasons),
    );
    this.element.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && this.element.contains(event.relatedTarget)) && this.#used() === 'value') {
        this.#isTouched = true;
        onChange();
      }
    });
    this.#showUse();
  }

  value(): FormValue {
    const use = this.#used();
    return use === 'value' && this.#control !== undefined ? this.#control.value() : { use: use === 'null' ? 'null' : 'default' };
  }

  restore(value: FormValue): void {
    if (value.use === 'default' || value.use === 'null') {
      this.#choose(value.use);
    } else {
      this.#control?.restore(value);
      this.#isTouched = true;
      this.#choose('value');
    }
  }

  /** Shows what is wrong; while nobody has been here only when `always` is set. */
  mark(problems: readonly FormProblem[], always: boolean): void {
    this.#isTouched ||= always;
    const told = this.#isTouched ? problems : [];
    this.#control?.mark(told);
    const texts = told.slice(0, shownReasons).map((problem) => problem.message);
    const more = told.length > texts.length ? [`and ${String(told.length - texts.length)} more`] : [];
    this.#reasons.replaceChildren(...[...texts, ...more].map((text) => element('li', {}, icon('error'), element('span', { text }))));
    this.#reasons.hidden = told.length === 0;
    this.element.classList.toggle('parameter-invalid', told.length > 0);
  }

  focus(): void {
    (this.#control ?? this.#use).focus();
  }

  #used(): Use {
    const { value } = this.#use;
    return value === 'default' || value === 'null' ? value : 'value';
  }

  #choose(use: Use): void {
    if (this.#use.value !== use) {
      this.#use.value = use;
    }
    this.#showUse();
  }

  #showUse(): void {
    this.element.classList.toggle('parameter-unused', this.#used() !== 'value');
  }

  #fillUse(): void {
    const options: [Use, string][] = [
      ...(this.parameter.isRequired ? [] : ([['default', this.#defaultLabel()]] as [Use, string][])),
      ...(this.parameter.takesNull ? ([['null', 'NULL']] as [Use, string][]) : []),
      ...(this.#control === undefined ? [] : ([['value', this.parameter.control === 'table' ? 'Rows' : 'Value']] as [Use, string][])),
    ];
    const first: Use = this.parameter.isRequired ? 'value' : 'default';
    for (const [value, label] of options) {
      const option = element('vscode-option', { text: label, attributes: { value } });
      option.selected = value === first;
      this.#use.append(option);
    }
    this.#use.label = `What @${this.parameter.name} takes`;
    const given = this.parameter.default;
    this.#use.title = given.state === 'value' ? `Default: ${given.text}` : given.state === 'unknown' ? given.reason : '';
    this.#use.addEventListener('change', () => {
      this.#isTouched = true;
      this.#showUse();
      this.#onChange();
      if (this.#used() === 'value') {
        this.#control?.focus();
      }
    });
  }

  #defaultLabel(): string {
    const { default: given, control, isOutput } = this.parameter;
    if (given.state === 'value') {
      const short = given.text.length > shownDefaultCharacters ? `${given.text.slice(0, shownDefaultCharacters - 1)}…` : given.text;
      return `Default: ${short}`;
    }
    if (given.state === 'unknown') {
      return 'Default: unknown';
    }
    return control === 'table' ? 'No rows' : isOutput ? 'Not given' : 'Default';
  }

  #nameCell(): HTMLElement {
    const { name, type, isRequired, isOutput, default: given } = this.parameter;
    const title = element('span', { class: 'parameter-name', text: `@${name}` });
    if (isRequired) {
      title.append(element('span', { class: 'required', text: ' *', title: 'required' }));
    }
    const typeText = element('span', { class: 'parameter-type', text: type });
    const badges = isOutput ? [element('span', { class: 'badge', text: 'OUTPUT' })] : [];
    const why = given.state === 'unknown' ? [element('span', { class: 'parameter-note', text: `Default not known: ${given.reason}` })] : [];
    return element('div', { class: 'parameter-head' }, element('div', { class: 'parameter-title' }, title, ...badges), typeText, ...why);
  }

  #spokenName(): string {
    const { name, type, isRequired, isOutput } = this.parameter;
    return [`@${name}`, type, isOutput ? 'OUTPUT' : '', isRequired ? 'required' : ''].filter(Boolean).join(', ');
  }
}
