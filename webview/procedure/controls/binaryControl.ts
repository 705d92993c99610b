import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { FormProblem } from '../../../src/shared/procedurePage';
import { button, element, setText } from '../../lib/elements';
import { describeInput } from './describeInput';
import type { ControlOptions, GivenValue, ValueControl } from './valueControl';

/** A file that the extension holds for a value. */
export interface ChosenFile {
  readonly file: string;
  readonly name: string;
  readonly bytes: number;
}

/** Bytes: written as 0x…, or those of a file. */
export class BinaryControl implements ValueControl {
  readonly element = element('div', { class: 'control' });
  readonly #field = element('vscode-textfield', { class: 'field field-code' });
  readonly #fileName = element('span', { class: 'file-name' });
  readonly #chosen = element('span', { class: 'file', hidden: true });
  readonly #choose: HTMLButtonElement;
  #file: ChosenFile | undefined;

  constructor(options: ControlOptions, pickFile: () => Promise<ChosenFile | null>) {
    this.#field.label = options.label;
    this.#field.placeholder = options.placeholder;
    this.#field.addEventListener('input', options.onChange);
    const drop = button({
      label: `Use no file for ${options.label}`,
      icon: 'close',
      iconOnly: true,
      kind: 'toolbar',
      onClick: () => {
        this.#show(undefined);
        options.onChange();
        this.#field.focus();
      },
    });
    this.#chosen.append(this.#fileName, drop);
    this.#choose = button({
      label: 'File…',
      icon: 'folder-opened',
      onClick: () => {
        void pickFile().then((file) => {
          if (file !== null) {
            this.#show(file);
            options.onChange();
          }
        });
      },
    });
    this.#choose.setAttribute('aria-label', `Choose a file for ${options.label}`);
    this.element.append(this.#field, this.#chosen, this.#choose);
  }

  value(): GivenValue {
    return this.#file === undefined ? { use: 'text', text: this.#field.value } : { use: 'file', ...this.#file };
  }

  restore(value: GivenValue): void {
    if (value.use === 'file') {
      this.#show({ file: value.file, name: value.name, bytes: value.bytes });
    } else if (value.use === 'text') {
      this.#field.value = value.text;
    }
  }

  mark(problems: readonly FormProblem[]): void {
    describeInput(this.#field, problems);
    this.#chosen.classList.toggle('file-invalid', problems.length > 0);
  }

  focus(): void {
    if (this.#file === undefined) {
      this.#field.focus();
    } else {
      this.#choose.focus();
    }
  }

  #show(file: ChosenFile | undefined): void {
    this.#file = file;
    this.#field.hidden = file !== undefined;
    this.#chosen.hidden = file === undefined;
    setText(this.#fileName, file === undefined ? '' : `${file.name} (${file.bytes.toLocaleString('en-US')} bytes)`);
  }
}
