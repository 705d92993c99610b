import { formatRows } from '../../../src/shared/progressText';
import type { SessionSnapshot } from '../../../src/shared/sessionResults';
import { element, setText } from '../elements';
import type { Tab } from '../tabs';
import { ResultGrid } from './resultGrid';
import type { ResultGridActions } from './resultGrid';
import { errorText } from './sessionSource';
import type { ResultSetPlace, SessionSource } from './sessionSource';

type ResultSetState = SessionSnapshot['resultSets'][number];

/** The tab of one result set. Its columns are asked for when it is seen first. */
export class ResultSetTab {
  readonly panel = element('div', { class: 'result-set' });
  readonly key: string;
  readonly #source: SessionSource;
  readonly #place: ResultSetPlace;
  readonly #actions: ResultGridActions;
  readonly #placeholder = element('p', { class: 'placeholder', hidden: true });
  #state: ResultSetState = { rows: 0, complete: false };
  #grid: ResultGrid | undefined;
  #asked = false;

  constructor(source: SessionSource, place: ResultSetPlace, actions: ResultGridActions) {
    this.#source = source;
    this.#place = place;
    this.#actions = actions;
    this.key = `result-${String(place.resultSet)}`;
    this.panel.append(this.#placeholder);
  }

  get grid(): ResultGrid | undefined {
    return this.#grid;
  }

  get place(): ResultSetPlace {
    return this.#place;
  }

  tab(isOnly: boolean): Tab {
    const label = isOnly ? 'Result' : `Result ${String(this.#place.resultSet + 1)}`;
    return { key: this.key, label, count: formatRows(this.#state.rows), panel: this.panel };
  }

  update(state: ResultSetState, running: boolean): void {
    this.#state = state;
    this.#grid?.grow(state.rows);
    const open = running && !state.complete;
    setText(this.#placeholder, open ? 'No rows yet.' : 'No rows.');
    this.#placeholder.hidden = state.rows > 0;
  }

  /** The tab is seen. */
  show(): void {
    if (!this.#asked) {
      this.#asked = true;
      void this.#makeGrid();
    }
  }

  dispose(): void {
    this.#grid?.dispose();
  }

  async #makeGrid(): Promise<void> {
    try {
      const columns = await this.#source.request('columns', { ...this.#place });
      this.#grid = new ResultGrid(this.#source, this.#place, columns, this.#actions);
      this.panel.prepend(this.#grid.element);
      this.#grid.grow(this.#state.rows);
    } catch (error) {
      this.#asked = false;
      this.#actions.fail(errorText(error));
    }
  }
}
