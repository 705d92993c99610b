import {
  databaseNumberProperties,
  databasePermissions,
  databaseTextProperties,
  hostingDatabases,
  numberProperties,
  probedColumns,
  probedObjects,
  probedTypes,
  serverPermissions,
  textProperties,
} from '../../core/capabilities/serverFacts';
import type { ServerFacts, VisibleDatabase } from '../../core/capabilities/serverFacts';
import type { CellRow, CellValue } from '../../core/values/cellEncoding';
import { askedParts, rowKinds, SERVER, SERVER_AND_STATE, SERVER_BASIC } from './capabilityQuestions';
import { readState } from './capabilityState';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';

/** What the server says about itself, in one round trip; an engine that does not know all of the question is asked less of it, with a note. */
export async function readServerFacts(question: CatalogQuestion): Promise<ServerFacts> {
  const notes: string[] = [];
  const whole = await question.tryAsk([SERVER_AND_STATE], [], 'what is enabled', notes);
  const complete = whole ?? (await question.tryAsk([SERVER], [], 'most of what the server can do', notes));
  const facts = factsOf(complete ?? (await question.ask(SERVER_BASIC)), complete !== undefined);
  const majorVersion = Number.parseInt(facts.texts.ProductVersion ?? '', 10);
  const parts = askedParts({ engineEdition: facts.numbers.EngineEdition, majorVersion });
  return { ...facts, state: readState(whole ?? [], parts, notes), notes };
}

/** Hands out the cells of a row one after the other. */
class Cells {
  #next = 0;

  constructor(private readonly row: CellRow) {}

  take(): CellValue {
    return this.row[this.#next++] ?? null;
  }

  /** One cell for every name. */
  each<Name extends string, Value>(names: readonly Name[], read: (cell: CellValue) => Value): Readonly<Record<Name, Value>> {
    const entries = names.map((name): [Name, Value] => [name, read(this.take())]);
    return fromEntries(entries);
  }

  /** The names whose cell is not NULL. */
  present<Name extends string>(names: readonly Name[]): Name[] {
    return names.filter(() => this.take() !== null);
  }
}

/** Object.fromEntries that keeps the names in its type. Every name of a union must be among the entries. */
function fromEntries<Name extends string, Value>(entries: readonly (readonly [Name, Value])[]): Readonly<Record<Name, Value>>;
function fromEntries<Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(entries);
}

function factsOf(rows: readonly CellRow[], probed: boolean): Omit<ServerFacts, 'state' | 'notes'> {
  const ofKind = (kind: string): CellRow[] => rows.filter(([first]) => first === kind).map((row) => row.slice(1));
  const cells = new Cells(ofKind(rowKinds.server)[0] ?? []);
  const number = (cell: CellValue): number | null => (cell === null ? null : numberOf(cell));
  const flag = (cell: CellValue): boolean | null => (cell === null ? null : numberOf(cell) === 1);
  // In the order in which the question asks.
  const versionText = textOf(cells.take());
  const databaseName = textOf(cells.take());
  const login = textOf(cells.take());
  const user = textOf(cells.take());
  const texts = cells.each(textProperties, textOrNull);
  const numbers = cells.each(numberProperties, number);
  const databaseTexts = cells.each(databaseTextProperties, textOrNull);
  const databaseNumbers = cells.each(databaseNumberProperties, number);
  const ofServer = cells.each(serverPermissions, flag);
  const ofDatabase = cells.each(databasePermissions, flag);
  const hosting = cells.present(hostingDatabases);
  const objects = new Set(cells.present(probedObjects));
  const types = new Set(cells.present(probedTypes));
  const columns = new Set(cells.present(probedColumns));
  const utf8Collations = cells.take() !== null;
  return {
    versionText,
    texts,
    numbers,
    login,
    user,
    database: { name: databaseName, texts: databaseTexts, numbers: databaseNumbers },
    objects,
    types,
    columns,
    utf8Collations,
    probed,
    serverPermissions: ofServer,
    databasePermissions: ofDatabase,
    hostingDatabases: hosting,
    databases: ofKind(rowKinds.database).map(visibleDatabase),
  };
}

function visibleDatabase([name, state, level, accessible]: CellRow): VisibleDatabase {
  return {
    name: textOf(name),
    state: textOf(state),
    compatibilityLevel: level === null ? null : numberOf(level),
    accessible: accessible === null ? null : numberOf(accessible) === 1,
  };
}
