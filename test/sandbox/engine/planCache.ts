import type { CompiledQuery, SessionSettings } from '../query/queryEnvironment';
import { compileSelect } from '../select/compileSelect';
import { isSameType } from '../select/conversion';
import type { SelectStatement } from '../syntax/queryAst';
import type { SqlType } from '../values/sqlType';
import { FrameEnvironment } from './environment';
import type { Frame } from './frame';
import type { Database, Module } from './model';
import { changeCount } from './undoStack';

/**
 * Compiled queries of one session, for when the same statement runs again, as the product keeps plans. One serves one execution at a time:
 * its sources hold the rows that it is at.
 */
export class PlanCache {
  readonly #plans = new WeakMap<SelectStatement, Plan>();

  /** Whether the statement can run now without being compiled. */
  has(statement: SelectStatement, frame: Frame): boolean {
    return this.#plans.get(statement)?.fits(frame) ?? false;
  }

  /** Compiles the statement. Throws as compileSelect does. */
  prepare(statement: SelectStatement, frame: Frame): void {
    this.#compiled(statement, frame);
  }

  /** The compiled statement for one execution, which ends with `release`. Throws as compileSelect does. */
  take(statement: SelectStatement, frame: Frame): Plan {
    const known = this.#plans.get(statement);
    const plan = known?.fits(frame) ? known : this.#compiled(statement, frame);
    plan.user = frame;
    return plan;
  }

  #compiled(statement: SelectStatement, frame: Frame): Plan {
    const plan = new Plan(statement, frame);
    // Tables that end with the frame or the session are other tables the next time.
    if (!hasOwnTables(frame)) this.#plans.set(statement, plan);
    return plan;
  }
}

/** A compiled query with all that its meaning hangs on besides its text. */
class Plan {
  readonly query: CompiledQuery;
  /** Whose execution it is in. */
  user: Frame | undefined;
  readonly #at = changeCount();
  readonly #database: Database;
  readonly #module: Module | undefined;
  readonly #settings: SessionSettings;
  readonly #variables: ReadonlyMap<string, SqlType>;

  constructor(statement: SelectStatement, frame: Frame) {
    this.user = frame;
    this.query = compileSelect(statement, new FrameEnvironment(() => this.#frame()));
    this.user = undefined;
    this.#database = frame.session.database;
    this.#module = frame.module;
    this.#settings = { ...frame.session.settings };
    this.#variables = new Map([...frame.variables].map(([name, { type }]) => [name, type]));
  }

  fits(frame: Frame): boolean {
    const { session } = frame;
    return (
      this.user === undefined &&
      this.#at === changeCount() &&
      this.#database === session.database &&
      this.#module === frame.module &&
      !hasOwnTables(frame) &&
      this.#fitsSettings(session.settings) &&
      this.#fitsVariables(frame.variables)
    );
  }

  release(): void {
    this.user = undefined;
  }

  #frame(): Frame {
    if (!this.user) throw new Error('The query is not running.');
    return this.user;
  }

  #fitsSettings(settings: SessionSettings): boolean {
    const own = this.#settings;
    let name: keyof SessionSettings;
    for (name in own) if (own[name] !== settings[name]) return false;
    return true;
  }

  #fitsVariables(variables: Frame['variables']): boolean {
    if (variables.size !== this.#variables.size) return false;
    for (const [name, { type }] of variables) {
      const own = this.#variables.get(name);
      if (!own || !isSameType(own, type)) return false;
    }
    return true;
  }
}

function hasOwnTables(frame: Frame): boolean {
  if (frame.session.temporaryTables.size > 0) return true;
  for (let each: Frame | undefined = frame; each; each = each.caller) {
    if (each.temporaryTables.size > 0 || each.tableVariables.size > 0 || each.triggerTables.size > 0) return true;
  }
  return false;
}
