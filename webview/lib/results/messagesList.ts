import type { SessionMessage, SessionSnapshot } from '../../../src/shared/sessionResults';
import { element, icon, setText } from '../elements';
import { errorText } from './sessionSource';
import type { SessionSource } from './sessionSource';

const leastErrorSeverity = 11;
/** The extension keeps as many; older ones go from the page too. */
const shownMessages = 1000;

/** What the server said, oldest first: time, severity, number, line and text; errors marked by icon and word. */
export class MessagesList {
  readonly element = element('div', { class: 'messages', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Messages' } });
  readonly #source: SessionSource;
  readonly #affected = element('p', { class: 'messages-affected' });
  readonly #body = element('tbody');
  readonly #table: HTMLTableElement;
  readonly #nothing = element('p', { class: 'placeholder', text: 'The server sent no messages.' });
  #next = 0;
  #reading = false;

  constructor(source: SessionSource) {
    this.#source = source;
    const heads = ['Severity', 'Number', 'Line', 'Message', 'Time'].map((text) => element('th', { text, attributes: { scope: 'col' } }));
    this.#table = element('table', {}, element('thead', {}, element('tr', {}, ...heads)), this.#body);
    this.element.append(this.#affected, this.#nothing, this.#table);
  }

  update(session: SessionSnapshot): void {
    const affected = affectedText(session);
    setText(this.#affected, affected ?? '');
    this.#affected.hidden = affected === undefined;
    this.#nothing.hidden = session.messages > 0;
    this.#table.hidden = session.messages === 0;
    void this.#read(session.id, session.messages);
  }

  async #read(session: string, total: number): Promise<void> {
    if (this.#reading || this.#next >= total) {
      return;
    }
    this.#reading = true;
    try {
      const messages = await this.#source.request('messages', { session, from: this.#next });
      const atEnd = this.element.scrollTop + this.element.clientHeight >= this.element.scrollHeight - 8;
      this.#body.append(...messages.map(messageRow));
      while (this.#body.childElementCount > shownMessages) {
        this.#body.firstElementChild?.remove();
      }
      this.#next = (messages.at(-1)?.index ?? total - 1) + 1;
      // Whoever reads further up is not moved.
      if (atEnd) {
        this.element.scrollTop = this.element.scrollHeight;
      }
    } catch (error) {
      setText(this.#nothing, errorText(error));
      this.#nothing.hidden = false;
    } finally {
      this.#reading = false;
    }
  }
}

function messageRow({ severity, number, line, procedure, text, time, state }: SessionMessage): HTMLTableRowElement {
  const isError = severity >= leastErrorSeverity;
  const where = [line > 0 ? String(line) : '', procedure].filter((part) => part !== '').join(' · ');
  const kind = element(
    'td',
    { class: 'message-kind' },
    icon(isError ? 'error' : 'info'),
    `${isError ? 'Error' : 'Info'} ${String(severity)}`,
  );
  const cells = [
    kind,
    element('td', { class: 'numeric', text: String(number), title: `State ${String(state)}` }),
    element('td', { class: 'message-where', text: where }),
    element('td', { class: 'message-text', text }),
    element('td', { class: 'message-time', text: new Date(time).toLocaleTimeString(undefined, { hour12: false }), title: time }),
  ];
  return element('tr', { class: isError ? 'message-error' : 'message-info' }, ...cells);
}

/** What statements changed, in words. Undefined: no statement had a count. */
function affectedText({ rowsAffected: { total, newest } }: SessionSnapshot): string | undefined {
  const counts = newest.flatMap((count) => (count === null ? [] : [count.toLocaleString('en-US')]));
  if (counts.length === 0) {
    return undefined;
  }
  const before = total > newest.length ? `the last ${String(counts.length)} of ${total.toLocaleString('en-US')} statements: ` : '';
  return `Rows affected: ${before}${counts.join(', ')}`;
}
