import type { PageCapabilities } from '../../src/shared/capabilitiesPage';
import { button, element, icon, setText } from '../lib/elements';
import { LiveRegion } from '../lib/liveRegion';
import { answerCell } from './answerCell';
import { ageText } from './ageText';
import { FeatureFilter } from './featureFilter';
import type { FilterValues } from './featureFilter';
import { featureList } from './featureList';
import { rowHeading, table, textCell } from './table';

const SAID_MILLISECONDS = 4000;

export interface CapabilitiesViewOptions {
  readonly filter: FilterValues;
  readonly onFilter: (values: FilterValues) => void;
  readonly onRefresh: () => void;
  readonly onCopy: () => void;
  readonly onSelectConnection: () => void;
}

/** What a server can do, on one page that scrolls. */
export class CapabilitiesView {
  readonly element: HTMLElement;
  readonly #live = new LiveRegion();
  readonly #title = element('h1');
  readonly #subtitle = element('p', { class: 'subtitle' });
  readonly #age = element('span', { class: 'age' });
  readonly #notice = element('div', { class: 'notices' });
  readonly #overview = element('div', { class: 'overview' });
  readonly #counted = element('p', { class: 'counted' });
  readonly #features = element('div');
  readonly #rest = element('div');
  readonly #filter: FeatureFilter;
  readonly #refresh: HTMLButtonElement;
  #shown: PageCapabilities | undefined;
  #receivedAt = 0;
  #busy = false;
  #refreshHadFocus = false;

  constructor(options: CapabilitiesViewOptions) {
    this.#filter = new FeatureFilter(options.filter, (values) => {
      options.onFilter(values);
      this.#showFeatures();
      this.#live.say(this.#counted.textContent);
    });
    this.#refresh = button({ label: 'Refresh', icon: 'refresh', onClick: options.onRefresh });
    const tools = element(
      'div',
      { class: 'tools' },
      this.#age,
      this.#refresh,
      button({ label: 'Copy as Markdown', icon: 'copy', onClick: options.onCopy }),
      button({ label: 'Select Active Connection…', icon: 'plug', onClick: options.onSelectConnection }),
    );
    const header = element('header', {}, element('div', {}, this.#title, this.#subtitle), tools);
    const filterHeading = element('div', { class: 'feature-heading' }, element('h2', { text: 'Features' }), this.#filter.element);
    const content = element('div', {}, this.#notice, this.#overview, filterHeading, this.#counted, this.#features, this.#rest);
    this.element = element('div', { class: 'capabilities' }, header, content, this.#live.element);
  }

  /** Shows an answer of now. */
  update(capabilities: PageCapabilities): void {
    this.#shown = capabilities;
    this.#receivedAt = performance.now();
    setText(this.#title, capabilities.product);
    setText(this.#subtitle, `${capabilities.server} · ${capabilities.edition} · ${capabilities.deployment.name}`);
    this.tick();
    this.#notice.replaceChildren(...capabilities.notes.map(notice));
    this.#overview.replaceChildren(facts(capabilities), deployment(capabilities));
    this.#filter.count(capabilities.features);
    this.#showFeatures();
    this.#rest.replaceChildren(permissions(capabilities), databases(capabilities));
  }

  /** The age counts up. */
  tick(): void {
    if (this.#shown !== undefined && !this.#busy) {
      setText(this.#age, `Asked ${ageText(this.#shown.ageMilliseconds + performance.now() - this.#receivedAt)}`);
    }
  }

  /** The server is being asked. */
  set busy(busy: boolean) {
    this.#busy = busy;
    // A button that is disabled loses the focus: it gets it back.
    const hadFocus = this.#refreshHadFocus;
    this.#refreshHadFocus = document.activeElement === this.#refresh;
    this.#refresh.disabled = busy;
    if (!busy && hadFocus && document.activeElement === document.body) {
      this.#refresh.focus();
    }
    this.element.setAttribute('aria-busy', String(busy));
    if (busy) {
      setText(this.#age, 'Asking the server…');
    } else {
      this.tick();
    }
  }

  /** Says what happened, to everybody; after a moment the age is back in its place. */
  say(text: string): void {
    setText(this.#age, text);
    this.#live.say(text);
    setTimeout(() => {
      this.tick();
    }, SAID_MILLISECONDS);
  }

  /** What is shown is not what the server says now. */
  showError(text: string): void {
    const message = element(
      'div',
      { class: 'notice notice-error', attributes: { role: 'alert' } },
      icon('error'),
      element('span', { text }),
    );
    this.#showNotice(message);
  }

  /** What is shown is of another time than it seems; gone with the next answer. */
  warn(text: string): void {
    const message = notice(text);
    message.setAttribute('role', 'alert');
    this.#showNotice(message);
  }

  #showNotice(message: HTMLElement): void {
    this.#notice.replaceChildren(message, ...(this.#shown?.notes ?? []).map(notice));
  }

  #showFeatures(): void {
    const all = this.#shown?.features ?? [];
    const chosen = this.#filter.apply(all);
    setText(this.#counted, chosen.length === all.length ? `${all.length} features` : `${chosen.length} of ${all.length} features`);
    this.#features.replaceChildren(featureList(chosen));
  }
}

function notice(text: string): HTMLElement {
  return element('div', { class: 'notice notice-warning' }, icon('warning'), element('span', { text }));
}

function facts({ facts: pairs }: PageCapabilities): HTMLElement {
  const list = element('dl', { class: 'facts' });
  for (const [name, value] of pairs) list.append(element('dt', { text: name }), element('dd', { text: value }));
  return element('section', {}, element('h2', { text: 'Server and database' }), list);
}

function deployment({ deployment: found }: PageCapabilities): HTMLElement {
  const evidence = element('ul', {}, ...found.evidence.map((text) => element('li', { text })));
  const confidence = element('p', { text: `Confidence: ${found.confidence}. Evidence:` });
  return element('section', {}, element('h2', { text: `Deployment: ${found.name}` }), confidence, evidence);
}

function permissions({ permissions: all }: PageCapabilities): HTMLElement {
  const rows = all.map(({ name, scope, granted, decides }) =>
    element('tr', {}, rowHeading(name), textCell(scope), answerCell(granted ? 'yes' : 'no'), textCell(decides)),
  );
  const headings = ['Permission', 'Scope', 'Granted', 'What it decides'];
  return element('section', {}, element('h2', { text: 'Permissions of the login' }), table('Permissions', headings, rows));
}

function databases({ databases: listed, databaseCount }: PageCapabilities): HTMLElement {
  const rows = listed.map(({ name, state, compatibilityLevel, accessible }) =>
    element(
      'tr',
      {},
      rowHeading(name),
      textCell(state),
      textCell(compatibilityLevel === null ? '' : String(compatibilityLevel)),
      answerCell(accessible),
    ),
  );
  const headings = ['Database', 'State', 'Compatibility level', 'Accessible'];
  const more = databaseCount > listed.length ? [element('p', { text: `${databaseCount - listed.length} more are not listed.` })] : [];
  const heading = element('h2', {}, 'Visible databases', element('span', { class: 'count', text: String(databaseCount) }));
  return element('section', {}, heading, table('Visible databases', headings, rows), ...more);
}
