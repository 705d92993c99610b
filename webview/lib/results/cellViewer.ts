import type { ResultColumn } from '../../../src/shared/sessionResults';
import { button, element, setText } from '../elements';
import { plainText } from './cellContent';
import { hexDump, prettyJson, prettyXml } from './prettyText';
import { errorText } from './sessionSource';
import type { ResultSetPlace, SessionSource } from './sessionSource';

/** Loaded by itself; beyond it the user asks for more. */
const loadedCharacters = 2 * 1024 * 1024;
/** Longer texts are shown as they are: laying them out would keep the page busy. */
const formattedCharacters = 4 * 1024 * 1024;

interface ViewedCell {
  readonly place: ResultSetPlace;
  readonly row: number;
  readonly column: number;
}

/** A dialog with one cell, whole: JSON and XML laid out, bytes as a dump, long text loaded piece by piece. Escape closes it. */
export class CellViewer {
  readonly element = element('dialog', { class: 'cell-viewer', attributes: { 'aria-labelledby': 'cell-viewer-title' } });
  readonly #source: SessionSource;
  readonly #title = element('h2', { id: 'cell-viewer-title' });
  readonly #facts = element('span', { class: 'cell-viewer-facts' });
  readonly #text = element('pre', { class: 'cell-viewer-text', attributes: { tabindex: '0', 'aria-labelledby': 'cell-viewer-title' } });
  readonly #status = element('span', { class: 'cell-viewer-status', attributes: { role: 'status' } });
  readonly #formatted = element('input', { id: 'cell-viewer-formatted', attributes: { type: 'checkbox' } });
  readonly #formattedLabel = element('label', { attributes: { for: 'cell-viewer-formatted' } });
  readonly #wrap = element('input', { id: 'cell-viewer-wrap', attributes: { type: 'checkbox' } });
  readonly #more = button({
    label: 'Load More',
    onClick: () => {
      void this.#load(this.#loaded.length + loadedCharacters);
    },
  });
  #cell: ViewedCell | undefined;
  #abort = new AbortController();
  #loaded = '';
  #next: number | undefined;
  #length = 0;
  #format: ((text: string) => string | undefined) | undefined;

  constructor(source: SessionSource, fail: (text: string) => void) {
    this.#source = source;
    const act = (request: 'copyCell' | 'openCell'): void => {
      if (this.#cell !== undefined) {
        const { place, row, column } = this.#cell;
        source.request(request, { ...place, row, column }).then(
          () => {
            setText(this.#status, request === 'copyCell' ? 'Copied.' : '');
          },
          (error: unknown) => {
            fail(errorText(error));
          },
        );
      }
    };
    const close = button({
      label: 'Close',
      icon: 'close',
      iconOnly: true,
      kind: 'toolbar',
      onClick: () => {
        this.element.close();
      },
    });
    const tools = element(
      'div',
      { class: 'cell-viewer-tools' },
      element('span', { class: 'cell-viewer-choice' }, this.#formatted, this.#formattedLabel),
      element(
        'span',
        { class: 'cell-viewer-choice' },
        this.#wrap,
        element('label', { text: 'Wrap lines', attributes: { for: 'cell-viewer-wrap' } }),
      ),
      this.#status,
      element('span', { class: 'spring' }),
      this.#more,
      button({
        label: 'Open in Editor',
        icon: 'go-to-file',
        onClick: () => {
          act('openCell');
        },
      }),
      button({
        label: 'Copy',
        icon: 'copy',
        kind: 'primary',
        onClick: () => {
          act('copyCell');
        },
      }),
    );
    this.element.append(element('header', {}, this.#title, this.#facts, element('span', { class: 'spring' }), close), this.#text, tools);
    this.element.addEventListener('close', () => {
      this.#abort.abort();
      this.#text.textContent = '';
      this.#loaded = '';
    });
    this.#formatted.addEventListener('change', () => {
      this.#show();
    });
    this.#wrap.checked = true;
    this.#text.classList.add('wrapped');
    this.#wrap.addEventListener('change', () => {
      this.#text.classList.toggle('wrapped', this.#wrap.checked);
    });
  }

  /** Shows a cell; `row` and `column` count from 0. */
  open(place: ResultSetPlace, row: number, column: number, header: ResultColumn): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#cell = { place, row, column };
    this.#loaded = '';
    this.#next = 0;
    this.#length = 0;
    this.#format = undefined;
    this.#text.classList.remove('is-null');
    setText(this.#title, header.name === '' ? '(no name)' : header.name);
    setText(this.#facts, `${header.type} · row ${(row + 1).toLocaleString('en-US')}`);
    setText(this.#text, '');
    setText(this.#status, 'Loading…');
    this.#formatted.checked = true;
    if (!this.element.open) {
      this.element.showModal();
    }
    this.#text.focus();
    void this.#load(loadedCharacters);
  }

  async #load(most: number): Promise<void> {
    const { signal } = this.#abort;
    const cell = this.#cell;
    this.#more.hidden = true;
    try {
      while (cell !== undefined && this.#next !== undefined && this.#loaded.length < most) {
        const { place, row, column } = cell;
        const part = await this.#source.request('cell', { ...place, row, column, offset: this.#next }, signal);
        if (signal.aborted) {
          return;
        }
        if (part.value === null) {
          this.#next = undefined;
          this.#showNull();
          return;
        }
        this.#loaded += plainText(part.value);
        this.#length = part.length ?? this.#loaded.length;
        this.#next = part.nextOffset ?? undefined;
        setText(this.#status, `Loading… ${count(this.#loaded.length)} of ${count(this.#length)} characters`);
      }
      this.#chooseFormat();
      this.#show();
    } catch (error) {
      if (!signal.aborted) {
        setText(this.#status, errorText(error));
      }
    }
  }

  #chooseFormat(): void {
    const whole = this.#next === undefined && this.#loaded.length <= formattedCharacters;
    const kinds = [
      { label: 'Format JSON', format: prettyJson },
      { label: 'Format XML', format: prettyXml },
      { label: 'Show as bytes', format: hexDump },
    ];
    // Bytes need no end to be laid out.
    const found = kinds.find(
      ({ format }) => (whole || (format === hexDump && this.#loaded.length <= formattedCharacters)) && format(this.#loaded) !== undefined,
    );
    this.#format = found?.format;
    this.#formatted.parentElement?.toggleAttribute('hidden', found === undefined);
    setText(this.#formattedLabel, found?.label ?? '');
  }

  #show(): void {
    const formatted = this.#formatted.checked ? this.#format?.(this.#loaded) : undefined;
    this.#text.classList.toggle('formatted', formatted !== undefined);
    setText(this.#text, formatted ?? this.#loaded);
    const whole = this.#next === undefined;
    this.#more.hidden = whole;
    const shown = whole ? `${count(this.#length)} characters` : `${count(this.#loaded.length)} of ${count(this.#length)} characters`;
    setText(this.#status, this.#length === 0 ? 'The empty string' : shown);
  }

  #showNull(): void {
    this.#formatted.parentElement?.toggleAttribute('hidden', true);
    this.#text.classList.add('is-null');
    setText(this.#text, 'NULL');
    setText(this.#status, 'No value');
  }
}

function count(characters: number): string {
  return characters.toLocaleString('en-US');
}
