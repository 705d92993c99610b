import type { SessionSnapshot } from '../../../src/shared/sessionResults';
import { element, icon } from '../elements';

interface Notice {
  readonly kind: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly text: string;
}

/** What a person must know of a session before its rows: why it failed, what cut it, what was undone. */
export class Notices {
  readonly element = element('div', { class: 'notices' });
  #shown = '';

  update(session: SessionSnapshot): void {
    const notices = noticesOf(session);
    const key = JSON.stringify(notices);
    if (key !== this.#shown) {
      this.#shown = key;
      this.element.replaceChildren(...notices.map(noticeElement));
    }
  }
}

function noticesOf({ error, truncated, notes }: SessionSnapshot): Notice[] {
  const notices: Notice[] = [];
  for (const { number, severity, state, line, procedure, text } of error?.sqlErrors ?? []) {
    const where = [procedure === '' ? '' : `procedure ${procedure}`, line > 0 ? `line ${String(line)}` : '']
      .filter((part) => part !== '')
      .join(', ');
    const title = `Error ${String(number)}, severity ${String(severity)}, state ${String(state)}${where === '' ? '' : `, ${where}`}`;
    notices.push({ kind: 'error', title, text });
  }
  if (error !== null && notices.length === 0) {
    notices.push({ kind: 'error', title: 'Error', text: [error.message, error.nextStep ?? ''].join(' ').trim() });
  }
  if (truncated !== null) {
    notices.push({ kind: 'warning', title: 'Truncated', text: truncated });
  }
  return [...notices, ...notes.map((text): Notice => ({ kind: 'info', title: 'Note', text }))];
}

function noticeElement({ kind, title, text }: Notice): HTMLElement {
  const body = element(
    'div',
    { class: 'notice-body' },
    element('strong', { text: title }),
    element('span', { class: 'notice-text', text }),
  );
  return element('div', { class: `notice notice-${kind}` }, icon(kind), body);
}
