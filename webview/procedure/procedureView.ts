import type { CheckResult, FormProblem, FormValues, ProcedureForm, procedureProtocol } from '../../src/shared/procedurePage';
import type { SessionSnapshot } from '../../src/shared/sessionResults';
import { button, element } from '../lib/elements';
import type { PageChannel } from '../lib/pageChannel';
import { ResultsView } from '../lib/results/resultsView';
import type { ResultsAction } from '../lib/results/resultsView';
import { errorText } from '../lib/results/sessionSource';
import { ActionBar } from './actionBar';
import { FormView } from './formView';
import { ScriptView } from './scriptView';

const debounceMilliseconds = 120;

export interface ProcedureViewOptions {
  readonly channel: PageChannel<typeof procedureProtocol>;
  /** Keeps the values and the chosen tab while the page is hidden. */
  readonly keep: (state: { values?: FormValues; tab?: string }) => void;
}

/** The form of a procedure, the script of the call, and what the last call gave. */
export class ProcedureView {
  readonly element = element('div', { class: 'procedure' });
  readonly #options: ProcedureViewOptions;
  readonly #form: FormView;
  readonly #script: ScriptView;
  readonly #actions: ActionBar;
  readonly #results = element('div', { class: 'call-results', hidden: true });
  #shown: { readonly id: string; readonly view: ResultsView } | undefined;
  #timer: number | undefined;
  #checking: AbortController | undefined;
  /** Execute was pressed while something was wrong: everything wrong is shown from then on. */
  #showAll = false;

  constructor(form: ProcedureForm, options: ProcedureViewOptions) {
    this.#options = options;
    const { channel } = options;
    this.#form = new FormView(form, {
      onChange: () => {
        this.#changed();
      },
      pickFile: () => channel.request('pickFile', null).catch((error: unknown) => this.#failed(error)),
    });
    this.#script = new ScriptView(() => {
      channel.request('copyScript', { values: this.#form.values() }).then(
        () => {
          this.#actions.say('The script is on the clipboard.');
        },
        (error: unknown) => this.#failed(error),
      );
    });
    this.#actions = new ActionBar({
      onExecute: () => {
        void this.execute(false);
      },
      onBackground: () => {
        void this.execute(true);
      },
    });
    const upper = element('div', { class: 'upper' }, this.#form.element, this.#script.element);
    this.element.append(upper, this.#actions.element, this.#results);
    this.element.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.stopPropagation();
          void this.execute(false);
        }
      },
      true,
    );
  }

  /** Begins with values that were given before. */
  start(values: FormValues): void {
    this.#form.restore(values);
    void this.#check();
  }

  /** Starts the call, or goes to what keeps it from being started. */
  async execute(background: boolean): Promise<void> {
    this.#actions.busy(true);
    try {
      const values = this.#form.values();
      const answer = await this.#options.channel.request('execute', { values, background });
      if (answer.kind === 'problems') {
        this.#showAll = true;
        this.#mark(answer.problems);
        this.#form.focusFirst(answer.problems);
      } else if (background) {
        this.#saySessionStarted(answer.session.id);
      } else {
        this.#actions.say('');
        this.show(answer.session);
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#actions.busy(false);
    }
  }

  /** Shows how the last call stands. */
  show(session: SessionSnapshot, tab?: string): void {
    if (this.#shown?.id !== session.id) {
      this.#shown?.view.dispose();
      const view = new ResultsView({
        source: this.#options.channel,
        ...(tab === undefined ? {} : { tab }),
        onSelect: (selected) => {
          this.#options.keep({ tab: selected });
        },
      });
      this.#shown = { id: session.id, view };
      this.#results.replaceChildren(view.element);
      this.#results.hidden = false;
      this.element.classList.add('procedure-with-results');
    }
    this.#shown.view.update(session);
  }

  /** The rows of a call are not there any more. */
  gone(session: string, reason: string): void {
    if (this.#shown?.id === session) {
      this.#shown.view.dispose();
      this.#shown = undefined;
      this.#results.replaceChildren(element('p', { class: 'placeholder', text: reason }));
    }
  }

  perform(action: ResultsAction): void {
    this.#shown?.view.perform(action);
  }

  dispose(): void {
    window.clearTimeout(this.#timer);
    this.#checking?.abort();
    this.#shown?.view.dispose();
  }

  #changed(): void {
    this.#options.keep({ values: this.#form.values() });
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      void this.#check();
    }, debounceMilliseconds);
  }

  async #check(): Promise<void> {
    this.#checking?.abort();
    const abort = new AbortController();
    this.#checking = abort;
    try {
      this.#checked(await this.#options.channel.request('check', { values: this.#form.values() }, abort.signal));
    } catch (error) {
      if (!abort.signal.aborted) {
        this.#failed(error);
      }
    }
  }

  #checked({ problems, script, scriptRest }: CheckResult): void {
    this.#mark(problems);
    this.#script.show(script, scriptRest);
  }

  #mark(problems: readonly FormProblem[]): void {
    this.#form.mark(problems, this.#showAll);
    const names = [...new Set(problems.map((problem) => `@${problem.parameter}`))];
    const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? `, and ${String(names.length - 5)} more` : '');
    this.#actions.hold(names.length === 0 ? '' : `To be given or corrected: ${shown}.`);
  }

  #saySessionStarted(session: string): void {
    const show = button({
      label: 'Show Results',
      onClick: () => {
        this.#options.channel.request('showResults', { session }).catch((error: unknown) => this.#failed(error));
      },
    });
    this.#actions.say('Started in the background. ', false, show);
  }

  #failed(error: unknown): null {
    this.#actions.say(errorText(error), true);
    return null;
  }
}
