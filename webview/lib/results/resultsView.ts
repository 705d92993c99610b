import type { CellRange, SessionSnapshot } from '../../../src/shared/sessionResults';
import { button, element, setText } from '../elements';
import { LiveRegion } from '../liveRegion';
import { Tabs } from '../tabs';
import type { Tab } from '../tabs';
import { CellViewer } from './cellViewer';
import { MessagesList } from './messagesList';
import { Notices } from './notices';
import { OutputsList } from './outputsList';
import { ResultSetTab } from './resultSetTab';
import { SessionBar, stateText } from './sessionBar';
import { errorText } from './sessionSource';
import type { ResultSetPlace, SessionSource } from './sessionSource';

/** What a button, a key or a command of VS Code may ask of the shown result. */
export type ResultsAction = 'copy' | 'copyWithHeaders' | 'selectAll' | 'viewCell' | 'export';

export interface ResultsViewOptions {
  readonly source: SessionSource;
  /** The tab that is selected first, if it is there; `onSelect` is told of every other. */
  readonly tab?: string;
  readonly onSelect?: (tab: string) => void;
}

const errorSeverity = 'with errors';

/**
 * Everything about one session: its state with Cancel, notices, a tab per result set, messages, and what a procedure gave back. Feed it
 * with `update` whenever the session changes; it asks its source for rows, messages and cells by itself. For another session make
 * another one.
 */
export class ResultsView {
  readonly element = element('div', { class: 'results' });
  readonly #source: SessionSource;
  readonly #wantedTab: string | undefined;
  readonly #bar: SessionBar;
  readonly #notices = new Notices();
  readonly #tabs: Tabs;
  readonly #messages: MessagesList;
  readonly #outputs = new OutputsList();
  readonly #viewer: CellViewer;
  readonly #live = new LiveRegion();
  readonly #waiting = element('p', { class: 'placeholder' });
  readonly #footer = element('div', { class: 'results-footer', attributes: { role: 'status' } });
  readonly #buttons: HTMLButtonElement[];
  readonly #resultSets: ResultSetTab[] = [];
  #session: SessionSnapshot | undefined;
  #spoken = '';
  #chosen = false;

  constructor({ source, tab, onSelect }: ResultsViewOptions) {
    this.#source = source;
    this.#wantedTab = tab;
    this.#buttons = [
      this.#action('Copy with Headers', 'copy', 'copyWithHeaders'),
      this.#action('View Cell', 'open-preview', 'viewCell'),
      this.#action('Export…', 'export', 'export'),
    ];
    this.#bar = new SessionBar(() => {
      this.#ask((session) => source.request('cancel', { session }));
    }, this.#buttons);
    this.#messages = new MessagesList(source);
    this.#viewer = new CellViewer(source, (text) => {
      this.#tell(text);
    });
    this.#tabs = new Tabs('results', 'Results', (key) => {
      this.#resultSets.find((resultSet) => resultSet.key === key)?.show();
      this.#enableButtons();
      if (this.#chosen) {
        onSelect?.(key);
      }
    });
    this.element.append(this.#bar.element, this.#notices.element, this.#tabs.list, this.#waiting, this.#tabs.panels, this.#footer);
    this.element.append(this.#viewer.element, this.#live.element);
  }

  update(session: SessionSnapshot): void {
    this.#session = session;
    this.#bar.update(session);
    this.#notices.update(session);
    this.#messages.update(session);
    const running = session.state === 'running';
    for (const [index, state] of session.resultSets.entries()) {
      const place = { session: session.id, resultSet: index };
      const tab = this.#resultSets[index] ?? this.#newResultSet(place);
      tab.update(state, running);
    }
    if (session.procedureResult !== null) {
      this.#outputs.update(session.procedureResult);
    }
    this.#tabs.update(this.#tabsOf(session));
    this.#chooseTab(session);
    this.#enableButtons();
    this.#waiting.hidden = session.resultSets.length > 0 || this.#tabs.selected !== undefined;
    setText(this.#waiting, waitingText(session));
    this.#speak(session);
  }

  perform(action: ResultsAction): void {
    const tab = this.#selectedResultSet();
    if (tab === undefined) {
      this.#tell('There are no rows here.');
      return;
    }
    switch (action) {
      case 'selectAll':
        tab.grid?.selectAll();
        tab.grid?.focus();
        return;
      case 'viewCell':
        tab.grid?.viewActiveCell();
        return;
      case 'copy':
      case 'copyWithHeaders':
        this.#copy(tab, action === 'copyWithHeaders');
        return;
      case 'export':
        this.#ask(() => this.#source.request('export', { ...tab.place }));
    }
  }

  dispose(): void {
    for (const tab of this.#resultSets) {
      tab.dispose();
    }
  }

  #newResultSet(place: ResultSetPlace): ResultSetTab {
    const tab = new ResultSetTab(this.#source, place, {
      viewCell: (...cell) => {
        this.#viewer.open(...cell);
      },
      copy: (headers) => {
        this.perform(headers ? 'copyWithHeaders' : 'copy');
      },
      fail: (text) => {
        this.#tell(text);
      },
    });
    this.#resultSets.push(tab);
    return tab;
  }

  #tabsOf(session: SessionSnapshot): Tab[] {
    const results = this.#resultSets.map((resultSet) => resultSet.tab(session.resultSets.length === 1));
    const outputs: Tab[] = session.procedureResult === null ? [] : [{ key: 'output', label: 'Output', panel: this.#outputs.element }];
    const count = session.messages === 0 ? {} : { count: session.messages.toLocaleString('en-US') };
    const alert = session.errors > 0 ? { alert: errorSeverity } : {};
    const ended = session.state !== 'running';
    // Before there is anything to read, there are no tabs.
    const messages = ended || session.messages > 0 || results.length > 0;
    return [
      ...results,
      ...outputs,
      ...(messages ? [{ key: 'messages', label: 'Messages', ...count, ...alert, panel: this.#messages.element }] : []),
    ];
  }

  /** The tab of the last time; a failure without rows shows its messages. What the user chose stays. */
  #chooseTab(session: SessionSnapshot): void {
    if (this.#chosen || this.#tabs.selected === undefined) {
      return;
    }
    if (this.#wantedTab !== undefined) {
      this.#tabs.select(this.#wantedTab);
    } else if (session.resultSets.length > 0) {
      this.#tabs.select('result-0');
    }
    this.#chosen = session.resultSets.length > 0 || session.state !== 'running';
  }

  #action(label: string, iconName: string, action: ResultsAction): HTMLButtonElement {
    return button({
      label,
      icon: iconName,
      iconOnly: true,
      kind: 'toolbar',
      onClick: () => {
        this.perform(action);
      },
    });
  }

  #enableButtons(): void {
    const index = this.#resultSets.findIndex(({ key }) => key === this.#tabs.selected);
    const hasRows = (this.#session?.resultSets[index]?.rows ?? 0) > 0;
    for (const one of this.#buttons) {
      one.disabled = !hasRows;
    }
  }

  #selectedResultSet(): ResultSetTab | undefined {
    return this.#resultSets.find(({ key }) => key === this.#tabs.selected);
  }

  #copy(tab: ResultSetTab, headers: boolean): void {
    const range = tab.grid?.selection;
    if (range !== undefined) {
      this.#tell('Copying…');
      this.#ask(async () => {
        const cells = await this.#source.request('copyCells', { ...tab.place, range, headers });
        this.#tell(copiedText(range, cells, headers));
      });
    }
  }

  #ask(work: (session: string) => Promise<unknown>): void {
    const session = this.#session?.id;
    if (session !== undefined) {
      work(session).catch((error: unknown) => {
        this.#tell(errorText(error));
      });
    }
  }

  /** A sentence at the bottom, which a screen reader speaks too. */
  #tell(text: string): void {
    setText(this.#footer, text);
  }

  /** States are spoken, numbers that count up are not. */
  #speak(session: SessionSnapshot): void {
    const state = stateText(session);
    if (state !== this.#spoken) {
      this.#spoken = state;
      const rows = session.state === 'running' ? '' : `, ${session.rows.toLocaleString('en-US')} rows`;
      const error = session.error === null ? '' : `: ${session.error.message}`;
      this.#live.say(`${state}${rows}${error}`);
    }
  }
}

function waitingText(session: SessionSnapshot): string {
  if (session.state === 'running') {
    return session.connecting ? `Connecting to ${session.connection}…` : 'No rows yet.';
  }
  return '';
}

function copiedText(range: CellRange, cells: number, headers: boolean): string {
  const columns = range.toColumn - range.fromColumn + 1;
  const rows = Math.round(cells / columns);
  const what = cells === 1 ? '1 cell' : `${cells.toLocaleString('en-US')} cells (${rows.toLocaleString('en-US')} × ${String(columns)})`;
  return `Copied ${what}${headers ? ' with headers' : ''}.`;
}
