import path from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables';
import { SprocketError } from '../../core/errors';
import { formatQualifiedName } from '../../core/names/qualifiedName';
import type { ConnectionTarget } from '../../core/ports';
import { prepareCall } from '../../core/procedures/procedureRunner';
import type { ProcedureRunner } from '../../core/procedures/procedureRunner';
import type { ProcedureCatalog } from '../../core/procedures/procedureCatalog';
import type { Procedure } from '../../core/procedures/procedureTypes';
import type { SessionManager } from '../../core/sessions/sessionManager';
import { procedureProtocol } from '../../shared/procedurePage';
import type { FormValues } from '../../shared/procedurePage';
import type { EventPayload, RequestHandlers, RequestResult } from '../../shared/protocol';
import { keepWhileVisible } from './keepWhileVisible';
import { PagePanel } from './pagePanel';
import { panelIcon } from './panelIcon';
import type { PanelServices } from './pagePanel';
import { checkForm, formProblems } from './procedureCheck';
import { procedureForm } from './procedureForm';
import { callValues, ChosenFiles } from './procedureValues';
import type { ResultsPanels } from './resultsPanels';
import { sessionRequestHandlers } from './sessionRequests';
import { sessionSnapshot } from './sessionSnapshot';

type ProcedureProtocol = typeof procedureProtocol;

/** A larger value would have to be written out as hexadecimal text several times over. */
const mostFileBytes = 64 * 1024 * 1024;

export interface ProcedurePanelServices extends PanelServices {
  readonly sessions: SessionManager;
  readonly procedures: ProcedureCatalog;
  readonly runner: ProcedureRunner;
  readonly results: ResultsPanels;
}

/** The form of one procedure, and below it what the last call gave. */
export class ProcedurePanel implements Disposable {
  private readonly page: PagePanel<ProcedureProtocol>;
  private readonly files = new ChosenFiles();
  private sessionId: string | undefined;

  constructor(
    panel: vscode.WebviewPanel,
    private readonly target: ConnectionTarget,
    private procedure: Procedure,
    private readonly services: ProcedurePanelServices,
  ) {
    panel.iconPath = panelIcon(services.extensionUri);
    this.page = new PagePanel(panel, { page: 'procedure', protocol: procedureProtocol, handlers: this.handlers() }, services);
    keepWhileVisible(this.page, () => this.session());
    this.page.hold(
      services.sessions.onDidChange(({ changed, removed }) => {
        const id = this.sessionId;
        if (id !== undefined && (changed.includes(id) || removed.includes(id))) this.sessionChanged(id);
      }),
    );
  }

  get isActive(): boolean {
    return this.page.panel.active;
  }

  /** Has the page do what a command of VS Code asks. */
  perform(action: EventPayload<ProcedureProtocol, 'perform'>): void {
    this.page.post('perform', action);
  }

  onDidDispose(listener: () => void): Disposable {
    return this.page.onDidDispose(listener);
  }

  dispose(): void {
    this.page.dispose();
  }

  private handlers(): RequestHandlers<ProcedureProtocol> {
    return {
      ...sessionRequestHandlers(this.services.sessions),
      open: () => {
        const session = this.session();
        const form = procedureForm(this.procedure, this.target.connection);
        return Promise.resolve({ form, session: session === undefined ? null : sessionSnapshot(session) });
      },
      check: ({ values }) => Promise.resolve(checkForm(this.procedure, callValues(values, this.files))),
      copyScript: async ({ values }) => {
        const { script } = prepareCall(this.target, this.procedure, callValues(values, this.files));
        await vscode.env.clipboard.writeText(script);
        return null;
      },
      pickFile: () => this.pickFile(),
      execute: ({ values, background }, signal) => this.execute(values, background, signal),
      showResults: ({ session }) => {
        this.services.results.show(this.services.sessions.get(session));
        return Promise.resolve(null);
      },
    };
  }

  private async execute(
    values: FormValues,
    background: boolean,
    signal: AbortSignal,
  ): Promise<RequestResult<ProcedureProtocol, 'execute'>> {
    const given = callValues(values, this.files);
    const problems = formProblems(this.procedure, given);
    if (problems.length > 0) return { kind: 'problems', problems };
    const name = formatQualifiedName({ schema: this.procedure.schema, name: this.procedure.name });
    const current = await this.services.procedures.describe({ ...this.target, database: this.procedure.database }, name, signal);
    if (current.modifiedAt !== this.procedure.modifiedAt) {
      this.procedure = current;
      this.page.post('form', procedureForm(current, this.target.connection));
      throw new SprocketError('refused', `${name} was changed on the server since the form was opened; the form shows it as it is now.`, {
        nextStep: 'Look at the values again, then execute.',
      });
    }
    signal.throwIfAborted();
    const session = this.services.runner.start(prepareCall(this.target, current, given), { origin: 'person', background });
    if (!background) this.sessionId = session.id;
    return { kind: 'started', session: sessionSnapshot(session) };
  }

  private async pickFile(): Promise<RequestResult<ProcedureProtocol, 'pickFile'>> {
    const [uri] = (await vscode.window.showOpenDialog({ title: 'File for the Value', openLabel: 'Use File' })) ?? [];
    if (uri === undefined) return null;
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > mostFileBytes) {
      throw new SprocketError('invalid_input', `The file has ${size.toLocaleString('en-US')} bytes.`, {
        expected: `at most ${mostFileBytes.toLocaleString('en-US')} bytes`,
      });
    }
    const content = await vscode.workspace.fs.readFile(uri);
    return { file: this.files.add(content), name: path.posix.basename(uri.path), bytes: content.byteLength };
  }

  private session(): ReturnType<SessionManager['find']> {
    return this.sessionId === undefined ? undefined : this.services.sessions.find(this.sessionId);
  }

  private sessionChanged(id: string): void {
    const session = this.session();
    if (session !== undefined) this.page.post('session', sessionSnapshot(session));
    else this.page.post('gone', { session: id, reason: 'The rows of this call have been removed.' });
  }
}
