import { SprocketError } from '../errors';
import { closestNames } from '../names/closestNames';
import { formatQualifiedName, parseQualifiedName } from '../names/qualifiedName';
import type { ConnectionTarget, QualifiedName } from '../ports';
import { assembleProcedure } from './assembleProcedure';
import type { ProcedureFacts, ProcedureFilter, ProcedureFinding, ProcedurePage, ProcedurePort } from './procedurePort';
import type { Procedure } from './procedureTypes';

/** Procedures that are kept in memory; the one not asked for longest goes first. */
const mostKept = 500;
/** A synonym cannot stand for a synonym; one in another database is followed once. */
const mostSynonyms = 2;

/** What stored procedures there are, and how each is called. A description is kept until the server has a newer one. */
export class ProcedureCatalog {
  readonly #port: ProcedurePort;
  /** By connection, database and name; the object id and modify_date inside decide whether an entry is still true. */
  readonly #kept = new Map<string, { readonly connection: string; readonly procedure: Procedure }>();

  constructor(port: ProcedurePort) {
    this.#port = port;
  }

  /**
   * A procedure by its name as T-SQL writes it, of one to three parts. Costs one round trip, a small one when it is known and unchanged, both
   * when it has changed.
   * Throws invalid_input for what is no name, unknown_object with the closest names or, when several schemas have it, with the candidates.
   */
  async describe(target: ConnectionTarget, nameText: string, signal?: AbortSignal): Promise<Procedure> {
    const place = placeOf(target, nameText);
    const key = keyOf(place);
    const kept = this.#kept.get(key)?.procedure;
    const finding = await this.#port.describeProcedure(place.target, place.name, kept, signal);
    if (finding.kind === 'unchanged' && kept !== undefined) {
      const procedure = kept.canExecute === finding.canExecute ? kept : { ...kept, canExecute: finding.canExecute };
      this.#keep(key, target.connection, procedure);
      return procedure;
    }
    this.#kept.delete(key);
    const { facts, synonyms } = await this.#followed(place, finding, (next) =>
      this.#port.describeProcedure(next.target, next.name, undefined, signal),
    );
    const procedure = assembleProcedure(facts);
    const noted = synonyms.length === 0 ? procedure : { ...procedure, notes: [...synonyms, ...procedure.notes] };
    // A definition that the login may not see yet can become visible without a new modify_date.
    const isWhole = facts.definition !== null || facts.isEncrypted || facts.kind !== 'sql';
    if (isWhole && facts.isDirect && synonyms.length === 0) {
      this.#keep(key, target.connection, noted);
    }
    return noted;
  }

  /** The text of a procedure, with what else the catalog says; parameters and first result set are not looked up. Throws as describe. */
  async definition(target: ConnectionTarget, nameText: string, signal?: AbortSignal): Promise<ProcedureFacts> {
    const ask = (place: Place): Promise<ProcedureFinding> => this.#port.procedureDefinition(place.target, place.name, signal);
    const place = placeOf(target, nameText);
    const { facts, synonyms } = await this.#followed(place, await ask(place), ask);
    return { ...facts, notes: [...synonyms, ...facts.notes] };
  }

  async list(target: ConnectionTarget, filter: ProcedureFilter, signal?: AbortSignal): Promise<ProcedurePage> {
    return await this.#port.listProcedures(target, filter, signal);
  }

  /** Forgets what is known of a connection: it was removed or its string changed. */
  forget(connection: string): void {
    for (const [key, kept] of this.#kept) {
      if (kept.connection === connection) {
        this.#kept.delete(key);
      }
    }
  }

  #keep(key: string, connection: string, procedure: Procedure): void {
    this.#kept.delete(key);
    this.#kept.set(key, { connection, procedure });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) {
        return;
      }
      this.#kept.delete(oldest);
    }
  }

  /** The procedure that was found, synonyms into other databases followed. */
  async #followed(
    start: Place,
    first: ProcedureFinding,
    ask: (place: Place) => Promise<ProcedureFinding>,
  ): Promise<{ facts: ProcedureFacts; synonyms: string[] }> {
    const synonyms: string[] = [];
    let place = start;
    let finding = first;
    while (finding.kind === 'synonym' && synonyms.length < mostSynonyms) {
      synonyms.push(`${formatQualifiedName(finding.synonym)} is a synonym for ${finding.base}.`);
      place = placeOf({ ...start.target }, finding.base, true);
      finding = await ask(place);
    }
    if (finding.kind !== 'found') {
      throw await this.#notFound(place, finding);
    }
    return { facts: finding.facts, synonyms };
  }

  async #notFound(place: Place, finding: ProcedureFinding): Promise<SprocketError> {
    const name = formatQualifiedName(place.name);
    switch (finding.kind) {
      case 'ambiguous':
        return new SprocketError('unknown_object', `Several schemas have a procedure ${name}.`, {
          expected: 'the name with its schema',
          nextStep: 'Use one of these names.',
          suggestions: finding.candidates.map(formatQualifiedName),
        });
      case 'other':
        return new SprocketError('unknown_object', `${formatQualifiedName(finding.object)} is a ${finding.type}, not a stored procedure.`, {
          expected: 'the name of a stored procedure',
          nextStep: 'Call list_stored_procedures.',
        });
      default:
        return await this.#missing(place);
    }
  }

  async #missing({ target, name }: Place): Promise<SprocketError> {
    const system = name.schema?.toLowerCase() === 'sys' || /^[sx]p_/iu.test(name.name);
    const names = await this.#port.procedureNames(target, system);
    const byName = new Map<string, string[]>();
    for (const each of names) {
      const spellings = byName.get(each.name) ?? [];
      spellings.push(formatQualifiedName(each));
      byName.set(each.name, spellings);
    }
    const inMaster = await this.#inMaster({ target, name });
    const near = closestNames(name.name, byName.keys(), 5).flatMap((each) => byName.get(each) ?? []);
    const suggestions = [...(inMaster === undefined ? [] : [inMaster]), ...near];
    return new SprocketError('unknown_object', `There is no stored procedure ${formatQualifiedName(name)}, or the login may not see it.`, {
      expected: 'the name of a stored procedure in this database',
      nextStep: suggestions.length === 0 ? 'Call list_stored_procedures.' : 'Use one of these names, or call list_stored_procedures.',
      suggestions: suggestions.slice(0, 5),
    });
  }

  /** T-SQL finds a procedure of master by its bare name when that begins with sp_, and runs it in the current database. Here it is only named. */
  async #inMaster({ target, name }: Place): Promise<string | undefined> {
    const current = target.database ?? target.settings.database;
    if (!/^sp_/iu.test(name.name) || (name.schema ?? 'dbo').toLowerCase() !== 'dbo' || current?.toLowerCase() === 'master') {
      return undefined;
    }
    try {
      const finding = await this.#port.describeProcedure({ ...target, database: 'master' }, name, undefined);
      return finding.kind === 'found'
        ? formatQualifiedName({ database: 'master', schema: finding.facts.schema, name: finding.facts.name })
        : undefined;
    } catch (error) {
      // Not everybody may use master; then there is nothing to suggest.
      if (error instanceof SprocketError) {
        return undefined;
      }
      throw error;
    }
  }
}

/**
 * Where to run a procedure that `describe` found with this target: the same connection, in the database that holds it. It is the given target
 * itself where that goes there already, so that its warm connections are used.
 */
export function targetOfProcedure(target: ConnectionTarget, procedure: Procedure): ConnectionTarget {
  const current = target.database ?? target.settings.database;
  return current?.toLowerCase() === procedure.database.toLowerCase() ? target : { ...target, database: procedure.database };
}

interface Place {
  readonly target: ConnectionTarget;
  /** Without a database. */
  readonly name: QualifiedName;
}

/** A database in the name counts like the one of the target. */
function placeOf(target: ConnectionTarget, nameText: string, elsewhere = false): Place {
  const { database, ...name } = parseQualifiedName(nameText);
  if (database === undefined) {
    return { target, name };
  }
  if (!elsewhere && target.database !== undefined && database.toLowerCase() !== target.database.toLowerCase()) {
    throw new SprocketError('invalid_input', `The name says database ${database}, the parameter database says ${target.database}.`, {
      nextStep: 'Name the database once.',
    });
  }
  const current = target.database ?? target.settings.database;
  return { name, target: current?.toLowerCase() === database.toLowerCase() ? target : { ...target, database } };
}

function keyOf({ target, name }: Place): string {
  return JSON.stringify([target.connection, target.database ?? target.settings.database ?? null, name.schema ?? null, name.name]);
}
