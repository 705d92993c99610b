import * as z from 'zod/mini';
import type { RequestResult } from '../../src/shared/protocol';
import { resultsProtocol, resultsStateSchema } from '../../src/shared/resultsPage';
import type { ResultsState } from '../../src/shared/resultsPage';
import type { SessionSnapshot } from '../../src/shared/sessionResults';
import { element, icon } from '../lib/elements';
import { PageChannel } from '../lib/pageChannel';
import { queryText } from '../lib/results/queryText';
import { ResultsView } from '../lib/results/resultsView';
import { errorText } from '../lib/results/sessionSource';
import { vsCode } from '../lib/vscodeApi';

const kept = z.safeParse(resultsStateSchema, vsCode.getState());
let state: ResultsState | undefined = kept.success ? kept.data : undefined;
let view: ResultsView | undefined;

const channel = new PageChannel(resultsProtocol, {
  session: show,
  gone: ({ reason }) => {
    showGone(reason);
  },
  perform: (action) => {
    view?.perform(action);
  },
});

const main = element('main', { class: 'page' });
document.body.append(main);
channel.request('open', null).then(opened, (error: unknown) => {
  showGone(errorText(error));
});

function opened(answer: RequestResult<typeof resultsProtocol, 'open'>): void {
  if (answer.kind === 'session') {
    show(answer.session);
  } else {
    showGone(answer.reason);
  }
}

function show(session: SessionSnapshot): void {
  if (view === undefined) {
    const tab = state?.session === session.id ? state.tab : undefined;
    keep({ session: session.id, ...(tab === undefined ? {} : { tab }) });
    view = new ResultsView({
      source: channel,
      ...(tab === undefined ? {} : { tab }),
      onSelect: (selected) => {
        keep({ session: session.id, tab: selected });
      },
    });
    main.replaceChildren(queryText(session), view.element);
  }
  view.update(session);
}

function keep(next: ResultsState): void {
  state = next;
  vsCode.setState(next);
}

/** The rows are not there any more, and what is on the screen must not look as if they were. */
function showGone(reason: string): void {
  view?.dispose();
  view = undefined;
  const text = element('div', {}, element('h1', { text: 'This session is gone' }), element('p', { text: reason }));
  main.replaceChildren(element('div', { class: 'gone', attributes: { role: 'alert' } }, icon('history'), text));
}
