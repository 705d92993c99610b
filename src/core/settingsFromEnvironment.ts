import { SprocketError } from './errors';
import { defaultSettings } from './settings';
import type { Settings } from './settings';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variable that switches a tool off when it is `false`, and the tool. */
const toolSwitches = [
  ['ENABLE_EXECUTE_QUERY', 'execute_query'],
  ['ENABLE_START_QUERY', 'start_query'],
  ['ENABLE_EXECUTE_STORED_PROCEDURE', 'execute_stored_procedure'],
  ['ENABLE_START_STORED_PROCEDURE', 'start_stored_procedure'],
] as const;

/**
 * The settings of the stdio server. Variables that are absent or empty leave the default.
 * Throws invalid_input that names the variable, what it may hold and what it held.
 */
export function settingsFromEnvironment(environment: Environment): Settings {
  return {
    maxConcurrentSessions: wholeNumber(environment, 'MAX_CONCURRENT_SESSIONS', 1, 1000) ?? defaultSettings.maxConcurrentSessions,
    sessionRetentionMinutes: wholeNumber(environment, 'SESSION_RETENTION_MINUTES', 1, 10_080) ?? defaultSettings.sessionRetentionMinutes,
    cleanupIntervalMinutes:
      wholeNumber(environment, 'SESSION_CLEANUP_INTERVAL_MINUTES', 1, 10_080) ?? defaultSettings.cleanupIntervalMinutes,
    defaultTimeoutSeconds: wholeNumber(environment, 'DEFAULT_COMMAND_TIMEOUT_SECONDS', 0, 86_400) ?? defaultSettings.defaultTimeoutSeconds,
    connectionTimeoutSeconds: wholeNumber(environment, 'CONNECTION_TIMEOUT_SECONDS', 1, 3600) ?? defaultSettings.connectionTimeoutSeconds,
    maxRows: wholeNumber(environment, 'MAX_SESSION_ROWS', 1, Number.MAX_SAFE_INTEGER) ?? defaultSettings.maxRows,
    maxBytes: wholeNumber(environment, 'MAX_SESSION_BYTES', 1, Number.MAX_SAFE_INTEGER) ?? defaultSettings.maxBytes,
    maxDiskBytes: wholeNumber(environment, 'MAX_DISK_BYTES', 0, Number.MAX_SAFE_INTEGER) ?? defaultSettings.maxDiskBytes,
    patienceSeconds: wholeNumber(environment, 'EXECUTE_PATIENCE_SECONDS', 1, 3600) ?? defaultSettings.patienceSeconds,
    pageBytes: wholeNumber(environment, 'MAX_PAGE_BYTES', 1024, 16 * 1024 * 1024) ?? defaultSettings.pageBytes,
    disabledTools: new Set(toolSwitches.filter(([variable]) => truth(environment, variable) === false).map(([, tool]) => tool)),
  };
}

function wholeNumber(environment: Environment, variable: string, least: number, most: number): number | undefined {
  const text = environment[variable]?.trim();
  if (text === undefined || text === '') {
    return undefined;
  }
  const value = /^\d{1,16}$/u.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw wrong(variable, text, `a whole number from ${String(least)} to ${String(most)}`);
  }
  return value;
}

function truth(environment: Environment, variable: string): boolean | undefined {
  const text = environment[variable]?.trim().toLowerCase();
  switch (text) {
    case undefined:
    case '':
      return undefined;
    case 'true':
    case '1':
    case 'yes':
    case 'on':
      return true;
    case 'false':
    case '0':
    case 'no':
    case 'off':
      return false;
    default:
      throw wrong(variable, text, 'true or false');
  }
}

function wrong(variable: string, text: string, expected: string): SprocketError {
  return new SprocketError('invalid_input', `The environment variable ${variable} is ${JSON.stringify(text.slice(0, 100))}.`, {
    expected,
    nextStep: `Set ${variable} to ${expected}, or remove it.`,
  });
}
