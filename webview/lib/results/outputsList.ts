import type { Cell, SessionSnapshot } from '../../../src/shared/sessionResults';
import { element } from '../elements';
import { isNumeric, plainText } from './cellContent';

type ProcedureResult = NonNullable<SessionSnapshot['procedureResult']>;

/** What a procedure gave back beside its rows: the RETURN value and the OUTPUT parameters, with their types. */
export class OutputsList {
  readonly element = element('div', { class: 'outputs', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Output' } });
  #shown: ProcedureResult | undefined;

  update(result: ProcedureResult): void {
    if (JSON.stringify(this.#shown) === JSON.stringify(result)) {
      return;
    }
    this.#shown = result;
    const heads = ['Name', 'Type', 'Value'].map((text) => element('th', { text, attributes: { scope: 'col' } }));
    const returned = { name: 'RETURN', type: 'int', value: result.returnValue, length: null };
    const outputs = result.outputs.map(({ name, ...rest }) => ({ name: `@${name}`, ...rest }));
    const rows = [returned, ...outputs].map(({ name, type, value, length }) =>
      element(
        'tr',
        {},
        element('th', { text: name, attributes: { scope: 'row' } }),
        element('td', { class: 'output-type', text: type }),
        element('td', { class: isNumeric(type) ? 'output-value numeric' : 'output-value' }, ...valueParts(value, length)),
      ),
    );
    this.element.replaceChildren(element('table', {}, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rows)));
  }
}

function valueParts(value: Cell, length: number | null): (string | HTMLElement)[] {
  if (value === null) {
    return [element('span', { class: 'cell-null', text: 'NULL' })];
  }
  const rest = length === null ? [] : [element('span', { class: 'cell-mark', text: `… (${length.toLocaleString('en-US')} characters)` })];
  return [plainText(value), ...rest];
}
