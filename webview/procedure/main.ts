import * as z from 'zod/mini';
import { procedureProtocol, procedureStateSchema } from '../../src/shared/procedurePage';
import type { ProcedureForm, ProcedureState } from '../../src/shared/procedurePage';
import { element, icon } from '../lib/elements';
import { PageChannel } from '../lib/pageChannel';
import { errorText } from '../lib/results/sessionSource';
import { vsCode } from '../lib/vscodeApi';
import { ProcedureView } from './procedureView';

const kept = z.safeParse(procedureStateSchema, vsCode.getState());
let state: ProcedureState = kept.success ? kept.data : { values: {} };
let view: ProcedureView | undefined;

const channel = new PageChannel(procedureProtocol, {
  session: (session) => {
    view?.show(session);
  },
  gone: ({ session, reason }) => {
    view?.gone(session, reason);
  },
  form: (form) => {
    show(form);
  },
  perform: (action) => {
    view?.perform(action);
  },
});

const main = element('main', { class: 'page' });
document.body.append(main);
channel.request('open', null).then(
  ({ form, session }) => {
    const made = show(form);
    if (session !== null) {
      made.show(session, state.tab);
    }
  },
  (error: unknown) => {
    const text = element('div', {}, element('h1', { text: 'The form cannot be shown' }), element('p', { text: errorText(error) }));
    main.replaceChildren(element('div', { class: 'gone', attributes: { role: 'alert' } }, icon('error'), text));
  },
);

function show(form: ProcedureForm): ProcedureView {
  view?.dispose();
  const made = new ProcedureView(form, {
    channel,
    keep: (part) => {
      state = { ...state, ...part };
      vsCode.setState(state);
    },
  });
  view = made;
  main.replaceChildren(made.element);
  made.start(state.values);
  return made;
}
