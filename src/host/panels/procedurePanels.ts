import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables';
import type { ConnectionTarget } from '../../core/ports';
import type { Procedure } from '../../core/procedures/procedureTypes';
import { viewTypes } from '../ids';
import { createPanel } from './pagePanel';
import { ProcedurePanel } from './procedurePanel';
import type { ProcedurePanelServices } from './procedurePanel';

/** The forms that are open. One procedure may have several, with other values in each. */
export class ProcedurePanels implements Disposable {
  private readonly panels = new Set<ProcedurePanel>();

  constructor(private readonly services: ProcedurePanelServices) {}

  show(target: ConnectionTarget, procedure: Procedure): void {
    const title = `${procedure.schema}.${procedure.name}`;
    const panel = createPanel(viewTypes.procedure, title, vscode.ViewColumn.Active, this.services.extensionUri);
    const form = new ProcedurePanel(panel, target, procedure, this.services);
    this.panels.add(form);
    form.onDidDispose(() => this.panels.delete(form));
  }

  /** The form that is in front in its editor group and has the focus, or had it last. */
  get active(): ProcedurePanel | undefined {
    return [...this.panels].find((panel) => panel.isActive);
  }

  dispose(): void {
    for (const panel of [...this.panels]) panel.dispose();
  }
}
