import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { FormProblem } from '../../../src/shared/procedurePage';
import { element } from '../../lib/elements';
import { describeInput } from './describeInput';
import type { ControlOptions, GivenValue, ValueControl } from './valueControl';

/** Base types that a sql_variant may have, for the choice; another one, such as decimal(9,2), is typed. */
const baseTypes = [
  'nvarchar(4000)',
  'varchar(8000)',
  'int',
  'bigint',
  'decimal(38,10)',
  'money',
  'float',
  'bit',
  'date',
  'time(7)',
  'datetime2(7)',
  'datetimeoffset(7)',
  'uniqueidentifier',
  'varbinary(8000)',
];

/** A value of sql_variant, which has a type of its own. */
export class VariantControl implements ValueControl {
  readonly element = element('div', { class: 'control control-variant' });
  readonly #type = element('vscode-single-select', { class: 'variant-type' });
  readonly #field = element('vscode-textfield', { class: 'field' });

  constructor(options: ControlOptions) {
    this.#type.label = `Base type of ${options.label}`;
    this.#type.combobox = true;
    this.#type.creatable = true;
    for (const type of baseTypes) {
      this.#type.append(element('vscode-option', { text: type, attributes: { value: type } }));
    }
    this.#field.label = options.label;
    this.#field.placeholder = options.placeholder;
    this.#type.addEventListener('change', options.onChange);
    this.#field.addEventListener('input', options.onChange);
    this.element.append(this.#type, this.#field);
  }

  value(): GivenValue {
    return { use: 'variant', type: this.#type.value, text: this.#field.value };
  }

  restore(value: GivenValue): void {
    if (value.use === 'variant') {
      this.#type.value = value.type;
      this.#field.value = value.text;
    }
  }

  mark(problems: readonly FormProblem[]): void {
    describeInput(this.#field, problems);
  }

  focus(): void {
    this.#field.focus();
  }
}
