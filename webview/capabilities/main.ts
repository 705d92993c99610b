import * as z from 'zod/mini';
import { capabilitiesProtocol } from '../../src/shared/capabilitiesPage';
import type { PageCapabilities } from '../../src/shared/capabilitiesPage';
import { button, element, icon } from '../lib/elements';
import { PageChannel } from '../lib/pageChannel';
import { vsCode } from '../lib/vscodeApi';
import { CapabilitiesView } from './capabilitiesView';
import { featureStates } from './featureFilter';

/** The filter, which stays when the panel is hidden and shown again. */
const stateSchema = z.strictObject({ text: z.string(), state: z.enum(featureStates) });

const kept = z.safeParse(stateSchema, vsCode.getState());
const main = element('main', { class: 'page' });
document.body.append(main);

/** Why the last answer, or the one under way, is of a connection that is not there any more. */
let outdated: string | undefined;

const channel = new PageChannel(capabilitiesProtocol, {
  changed: (capabilities) => {
    outdated = undefined;
    show(capabilities);
  },
  outdated: ({ reason }) => {
    outdated = reason;
    view.warn(reason);
  },
});

const view = new CapabilitiesView({
  filter: kept.success ? kept.data : { text: '', state: 'all' },
  onFilter: (values) => {
    vsCode.setState(values);
  },
  onRefresh: () => {
    void refresh();
  },
  onCopy: () => {
    channel.request('copyMarkdown', null).then(
      () => {
        view.say('Copied as Markdown');
      },
      (error: unknown) => {
        view.showError(errorText(error));
      },
    );
  },
  onSelectConnection: () => {
    channel.request('selectConnection', null).catch((error: unknown) => {
      view.showError(errorText(error));
    });
  },
});

setInterval(() => {
  view.tick();
}, 30_000);
void open();

async function open(): Promise<void> {
  const asking = element('p', { class: 'asking', attributes: { role: 'status' } }, icon('loading'), 'Asking the server…');
  main.replaceChildren(asking);
  outdated = undefined;
  try {
    show(await channel.request('open', null));
  } catch (error) {
    const retry = button({ label: 'Try Again', icon: 'refresh', kind: 'primary', onClick: () => void open() });
    const choose = button({
      label: 'Select Active Connection…',
      icon: 'plug',
      onClick: () => {
        channel.request('selectConnection', null).catch(() => undefined);
      },
    });
    const text = element('div', {}, element('h1', { text: 'The server did not answer' }), element('p', { text: errorText(error) }));
    text.append(element('div', { class: 'tools' }, retry, choose));
    main.replaceChildren(element('div', { class: 'failed', attributes: { role: 'alert' } }, icon('error'), text));
  }
}

async function refresh(): Promise<void> {
  view.busy = true;
  outdated = undefined;
  try {
    show(await channel.request('refresh', null));
    view.busy = false;
    view.say('Asked just now');
  } catch (error) {
    view.busy = false;
    view.showError(errorText(error));
  }
}

function show(capabilities: PageCapabilities): void {
  view.update(capabilities);
  if (outdated !== undefined) view.warn(outdated);
  if (!main.contains(view.element)) {
    main.replaceChildren(view.element);
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
