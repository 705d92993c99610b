import * as vscode from 'vscode';
import type { ConnectionTarget } from '../../core/ports';
import { parametersOf } from '../../core/procedures/assembleProcedure';
import { parametersText } from '../../core/procedures/parameterText';
import type { ProcedureCatalog } from '../../core/procedures/procedureCatalog';
import type { ProcedureFilter, ProcedureListing } from '../../core/procedures/procedurePort';
import { formatQualifiedName } from '../../core/names/qualifiedName';
import { describeError } from '../describeError';

/** The server is asked when the typing rests. */
const debounceMilliseconds = 150;
const shownProcedures = 200;

interface ProcedureItem extends vscode.QuickPickItem {
  /** As T-SQL writes it. Absent: a line that says something. */
  readonly procedure?: string;
}

/**
 * Lets the user find a procedure among any number of them: the server is asked as one types, and an answer that is late is dropped. A name
 * that the list does not have, such as that of a system procedure, can be typed in full. undefined: none was chosen.
 */
export function pickProcedure(
  procedures: ProcedureCatalog,
  target: ConnectionTarget,
  step: { readonly step: number; readonly totalSteps: number },
): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<ProcedureItem>();
  pick.title = 'Execute Stored Procedure';
  pick.placeholder = `Procedure on ${target.connection}: type a part of its name, or schema.name`;
  pick.step = step.step;
  pick.totalSteps = step.totalSteps;
  pick.matchOnDescription = true;
  let asking: AbortController | undefined;
  let timer: NodeJS.Timeout | undefined;

  const ask = async (): Promise<void> => {
    asking?.abort();
    const abort = new AbortController();
    asking = abort;
    pick.busy = true;
    const typed = pick.value;
    try {
      const items = await itemsFor(procedures, target, typed, abort.signal);
      if (!abort.signal.aborted) pick.items = items;
    } catch (error) {
      if (!abort.signal.aborted)
        pick.items = [{ label: '$(error) The procedures cannot be listed', detail: describeError(error), alwaysShow: true }];
    } finally {
      if (asking === abort) pick.busy = false;
    }
  };

  return new Promise((resolve) => {
    pick.onDidChangeValue(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), debounceMilliseconds);
    });
    pick.onDidAccept(() => {
      const chosen = pick.selectedItems[0]?.procedure;
      if (chosen === undefined) return;
      resolve(chosen);
      pick.hide();
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      asking?.abort();
      pick.dispose();
      resolve(undefined);
    });
    pick.show();
    void ask();
  });
}

async function itemsFor(
  procedures: ProcedureCatalog,
  target: ConnectionTarget,
  typed: string,
  signal: AbortSignal,
): Promise<ProcedureItem[]> {
  const { items, total } = await procedures.list(target, filterFor(typed), signal);
  const found: ProcedureItem[] = items.map(toItem);
  const more = total - items.length;
  if (more > 0) {
    found.push({ label: `$(ellipsis) ${more.toLocaleString('en-US')} more`, description: 'Type more of the name', alwaysShow: true });
  }
  const name = typed.trim();
  if (name !== '') {
    found.push({
      label: `$(arrow-right) Use the name ${name}`,
      description: 'also of a system procedure',
      procedure: name,
      alwaysShow: true,
    });
  }
  return found;
}

/** What stands before a dot is a schema, whole; the rest is a part of the name. */
function filterFor(typed: string): ProcedureFilter {
  const text = typed.trim().replace(/[[\]"]/gu, '');
  const dot = text.indexOf('.');
  const schema = dot > 0 ? text.slice(0, dot) : undefined;
  const name = dot > 0 ? text.slice(dot + 1) : text;
  return {
    offset: 0,
    limit: shownProcedures,
    ...(schema === undefined ? {} : { schema }),
    ...(name === '' ? {} : { nameLike: `%${name.replace(/[%_[]/gu, '[$&]')}%` }),
  };
}

function toItem(listing: ProcedureListing): ProcedureItem {
  const parameters = parametersOf(listing);
  return {
    label: `${listing.schema}.${listing.name}`,
    detail: parameters.length === 0 ? 'no parameters' : parametersText(parameters),
    procedure: formatQualifiedName(listing),
    // The server has chosen; the list must not choose again.
    alwaysShow: true,
  };
}
