import type { SetOptionStatement, UseStatement } from '../syntax/statementAst';
import type { SessionSettings } from '../query/queryEnvironment';
import { commands, done } from './done';
import { messages } from './errors/messages';
import { emitContext } from './errors/raise';
import { evaluate } from './evaluate';
import type { Flow, Frame } from './frame';
import { database, findTable, shownName } from './names';
import { isolationLevels } from './settings';
import { NotInSandboxError } from './sqlError';

type Switch =
  | 'nocount'
  | 'xactAbort'
  | 'ansiNulls'
  | 'ansiWarnings'
  | 'arithAbort'
  | 'quotedIdentifier'
  | 'concatNullYieldsNull'
  | 'implicitTransactions';

const switches: Readonly<Record<string, Switch>> = {
  NOCOUNT: 'nocount',
  XACT_ABORT: 'xactAbort',
  ANSI_NULLS: 'ansiNulls',
  ANSI_WARNINGS: 'ansiWarnings',
  ARITHABORT: 'arithAbort',
  QUOTED_IDENTIFIER: 'quotedIdentifier',
  CONCAT_NULL_YIELDS_NULL: 'concatNullYieldsNull',
  IMPLICIT_TRANSACTIONS: 'implicitTransactions',
};

/** Languages of sys.syslanguages that tests use, by lower-cased name or alias, with their DATEFIRST and DATEFORMAT. */
const languages: Readonly<Record<string, { readonly name: string; readonly dateFirst: number; readonly dateFormat: string }>> = {
  us_english: { name: 'us_english', dateFirst: 7, dateFormat: 'mdy' },
  english: { name: 'us_english', dateFirst: 7, dateFormat: 'mdy' },
  british: { name: 'British', dateFirst: 1, dateFormat: 'dmy' },
  'british english': { name: 'British', dateFirst: 1, dateFormat: 'dmy' },
  german: { name: 'Deutsch', dateFirst: 1, dateFormat: 'dmy' },
  deutsch: { name: 'Deutsch', dateFirst: 1, dateFormat: 'dmy' },
  french: { name: 'Français', dateFirst: 1, dateFormat: 'dmy' },
  français: { name: 'Français', dateFirst: 1, dateFormat: 'dmy' },
  japanese: { name: '日本語', dateFirst: 7, dateFormat: 'ymd' },
};

/** SET of session options. Options without effect on what the sandbox does are accepted. */
export function runSetOption(frame: Frame, statement: SetOptionStatement): Flow {
  for (const option of statement.options) setOption(frame, option, statement);
  frame.session.rowCount = 0;
  done(frame, commands.other);
  return undefined;
}

function setOption(frame: Frame, option: string, statement: SetOptionStatement): void {
  const { session } = frame;
  const { settings } = session;
  const name = switches[option];
  if (name) {
    settings[name] = statement.value === 'ON';
    return;
  }
  switch (option) {
    case 'ANSI_DEFAULTS':
      for (const each of ['ansiNulls', 'ansiWarnings', 'quotedIdentifier', 'implicitTransactions'] as const)
        settings[each] = statement.value === 'ON';
      break;
    case 'ROWCOUNT':
      settings.rowCount = numberOf(frame, statement);
      break;
    case 'TEXTSIZE':
      settings.textSize = numberOf(frame, statement) || 4096;
      break;
    case 'LOCK_TIMEOUT':
      settings.lockTimeout = numberOf(frame, statement);
      break;
    case 'DATEFIRST':
      settings.dateFirst = numberOf(frame, statement);
      break;
    case 'DATEFORMAT':
      settings.dateFormat = textOf(frame, statement).toLowerCase();
      break;
    case 'LANGUAGE':
      setLanguage(frame, settings, textOf(frame, statement), statement.position.line);
      break;
    case 'CONTEXT_INFO': {
      const { value } = typeof statement.value === 'string' ? { value: null } : evaluate(frame, statement.value);
      session.contextInfo = value instanceof Uint8Array ? Buffer.concat([value, Buffer.alloc(128)]).subarray(0, 128) : null;
      break;
    }
    case 'TRANSACTION ISOLATION LEVEL':
      settings.isolationLevel = isolationLevels[typeof statement.value === 'string' ? statement.value : ''] ?? settings.isolationLevel;
      break;
    case 'IDENTITY_INSERT':
      setIdentityInsert(frame, statement);
      break;
    default:
      if (changesWhatRuns.test(option) && statement.value !== 'OFF')
        throw new NotInSandboxError(`SET ${option} ON`, statement.position.line);
      break;
  }
}

/** Under these a statement does not run, or gives other results: what only looks obeyed would mislead. */
const changesWhatRuns = /^(?:NOEXEC|PARSEONLY|FMTONLY|SHOWPLAN_(?:ALL|TEXT|XML)|STATISTICS (?:XML|PROFILE))$/;

function numberOf(frame: Frame, { value }: SetOptionStatement): number {
  if (typeof value === 'string') return Number(value) || 0;
  return Number(evaluate(frame, value).value ?? 0);
}

function textOf(frame: Frame, { value }: SetOptionStatement): string {
  if (typeof value === 'string') return value;
  const text = evaluate(frame, value).value;
  return typeof text === 'string' ? text : '';
}

function setLanguage(frame: Frame, settings: SessionSettings, name: string, line: number): void {
  const language = languages[name.toLowerCase()];
  if (!language) throw messages.setLanguage(name);
  const from = settings.language;
  settings.language = language.name;
  settings.dateFirst = language.dateFirst;
  settings.dateFormat = language.dateFormat;
  frame.sink.environmentChange({ kind: 'language', from, to: language.name });
  emitContext(frame.session, frame, 5703, line);
}

function setIdentityInsert(frame: Frame, statement: SetOptionStatement): void {
  const { settings } = frame.session;
  const name = statement.table;
  const table = name && findTable(frame, name);
  if (!name || !table) throw messages.indexTargetMissing(name ? shownName(name) : '');
  if (!table.columns.some((column) => column.identity)) throw messages.noIdentity(shownName(name));
  const key = `${table.schema}.${table.name}`.toLowerCase();
  if (statement.value === 'OFF') {
    if (settings.identityInsert === key) settings.identityInsert = undefined;
    return;
  }
  if (settings.identityInsert !== undefined && settings.identityInsert !== key) {
    throw messages.identityInsertOn(`${frame.session.database.name}.${settings.identityInsert}`, shownName(name));
  }
  settings.identityInsert = key;
}

/** USE. Throws SqlError 911 and 916. */
export function runUse(frame: Frame, statement: UseStatement): Flow {
  const { session, sink } = frame;
  const from = session.database.name;
  session.database = database(session, statement.database);
  sink.environmentChange({ kind: 'database', from, to: session.database.name });
  emitContext(session, frame, 5701, statement.position.line);
  session.rowCount = 0;
  done(frame, commands.other);
  return undefined;
}
