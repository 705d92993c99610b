import { databaseColumns } from '../../core/capabilities/serverFacts';
import type { DatabaseColumn, HostFacts, ServerState, SystemFacts } from '../../core/capabilities/serverFacts';
import type { CellRow, CellValue } from '../../core/values/cellEncoding';
import type { StatePartName } from './capabilityQuestions';
import { askedUsages, NO_COLUMN, REFUSED } from './capabilityQuestions';
import { numberOf, textOf } from './catalogQuestion';

interface AskedPart {
  readonly name: StatePartName;
  readonly tells: string;
}

/** Reads the rows of the parts that were asked. Every refused part leaves a note, and no value. */
export function readState(rows: readonly CellRow[], parts: readonly AskedPart[], notes: string[]): ServerState {
  const refused = new Map(rows.filter(([kind]) => kind === REFUSED).map(([, name, message]) => [name, textOf(message)]));
  for (const { name, tells } of parts) {
    const message = refused.get(name);
    if (message !== undefined) notes.push(`Unknown: ${tells}. ${message}`);
  }
  const rowsOf = (name: StatePartName): CellRow[] => rows.filter(([kind]) => kind === name).map((row) => row.slice(1));
  /** undefined: not asked, or refused. */
  const part = <Value>(name: StatePartName, read: (rows: readonly CellRow[]) => Value): Value | undefined =>
    rows.length > 0 && parts.some((each) => each.name === name) && !refused.has(name) ? read(rowsOf(name)) : undefined;
  const tuning = part('automaticTuning', ([row]) => row?.[0] === 1);
  const usage = part('usage', ([row]) => new Map<string, boolean>(askedUsages.map((name, index) => [name, row?.[index] === 1])));
  if (tuning !== undefined) usage?.set('automatic plan correction', tuning);
  return {
    ...defined(
      'system',
      part('system', ([row]) => (row === undefined ? undefined : systemFacts(row))),
    ),
    ...defined(
      'host',
      part('host', ([row]) => (row === undefined ? undefined : hostFacts(row))),
    ),
    ...defined(
      'coreLimit',
      part('coreLimit', ([row]) => (typeof row?.[0] === 'number' ? row[0] : null)),
    ),
    ...defined(
      'memoryLimitMegabytes',
      part('memoryLimit', ([row]) => (row?.[0] === undefined || row[0] === null ? null : numberOf(row[0]))),
    ),
    ...defined(
      'azureVmLogins',
      part('logins', (found) => found.map(([name]) => textOf(name))),
    ),
    ...defined(
      'databaseRow',
      part('databaseRow', ([row]) => row && databaseRow(row)),
    ),
    ...defined(
      'configurations',
      part('configurations', (found) => new Map(found.map(([name, value]) => [textOf(name), numberOf(value)]))),
    ),
    ...defined(
      'scopedConfigurations',
      part('scopedConfigurations', (found) => new Map(found.map(([name, value]) => [textOf(name), textOf(value)]))),
    ),
    ...defined('usage', usage),
  };
}

/** A member only where there is a value. */
function defined<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>>;
function defined(name: string, value: unknown): Partial<Record<string, unknown>> {
  return value === undefined ? {} : { [name]: value };
}

function systemFacts([cores, memory, uptime, virtualMachine, container]: CellRow): SystemFacts {
  return {
    cores: numberOf(cores),
    memoryKilobytes: numberOf(memory),
    uptimeSeconds: numberOf(uptime),
    virtualMachine: textOf(virtualMachine),
    container: typeof container === 'string' ? container : null,
  };
}

function hostFacts([platform, distribution, release]: CellRow): HostFacts {
  return { platform: textOf(platform), distribution: textOf(distribution), release: textOf(release) };
}

/** By the names of the columns that the version has. */
function databaseRow(row: CellRow): ServerState['databaseRow'] {
  const values: Partial<Record<DatabaseColumn, CellValue>> = {};
  for (const [index, name] of databaseColumns.entries()) if (row[index] !== NO_COLUMN) values[name] = row[index] ?? null;
  return values;
}
