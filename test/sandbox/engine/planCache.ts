import type { CompiledExpression, CompiledQuery, QueryEnvironment, SessionSettings } from '../query/queryEnvironment';
import { compileCondition, compileExpression } from '../select/compileExpression';
import { compileSelect } from '../select/compileSelect';
import { isSameType } from '../select/conversion';
import type { Expression } from '../syntax/expressionAst';
import type { SelectStatement } from '../syntax/queryAst';
import type { SqlType } from '../values/sqlType';
import { FrameEnvironment } from './environment';
import type { Frame } from './frame';
import type { Database } from './model';
import { changeCount } from './undoStack';

/** What a session has compiled, for when the same statement runs again, as the product keeps plans. */
export class SessionPlans {
  readonly queries = new PlanCache<SelectStatement, CompiledQuery>(compileSelect);
  readonly expressions = new PlanCache<Expression, CompiledExpression>(compileExpression);
  /** Of IF and WHILE. */
  readonly conditions = new PlanCache<Expression, () => boolean>(compileCondition);
}

/** Plans by the part of the text that they are made of. One serves one execution at a time: its sources hold the rows that it is at. */
class PlanCache<Node extends object, Compiled> {
  readonly #plans = new WeakMap<Node, Plan<Compiled>>();

  /** `compile` throws the SqlErrors of names and types. */
  constructor(private readonly compile: (node: Node, environment: QueryEnvironment) => Compiled) {}

  /** Whether the part can run now without being compiled. */
  has(node: Node, frame: Frame): boolean {
    return this.#plans.get(node)?.fits(frame) ?? false;
  }

  /** Compiles the part. Throws what its compilation throws. */
  prepare(node: Node, frame: Frame): void {
    this.#compiled(node, frame);
  }

  /** The compiled part for one execution, which ends with `release`. Throws what its compilation throws. */
  take(node: Node, frame: Frame): Plan<Compiled> {
    const known = this.#plans.get(node);
    const plan = known?.fits(frame) ? known : this.#compiled(node, frame);
    plan.user = frame;
    return plan;
  }

  #compiled(node: Node, frame: Frame): Plan<Compiled> {
    const plan = new Plan(frame, (environment) => this.compile(node, environment));
    // Tables that end with the frame or the session are other tables the next time.
    if (!hasOwnTables(frame)) this.#plans.set(node, plan);
    return plan;
  }
}

/** Something compiled, with all that its meaning hangs on besides its text. */
class Plan<Compiled> {
  readonly compiled: Compiled;
  /** Whose execution it is in. */
  user: Frame | undefined;
  readonly #at = changeCount();
  readonly #database: Database;
  readonly #settings: SessionSettings;
  readonly #variables: ReadonlyMap<string, SqlType>;

  constructor(frame: Frame, compile: (environment: QueryEnvironment) => Compiled) {
    this.user = frame;
    this.compiled = compile(new FrameEnvironment(() => this.#frame()));
    this.user = undefined;
    this.#database = frame.session.database;
    this.#settings = { ...frame.session.settings };
    this.#variables = new Map([...frame.variables].map(([name, { type }]) => [name, type]));
  }

  fits(frame: Frame): boolean {
    const { session } = frame;
    return (
      this.user === undefined &&
      this.#at === changeCount() &&
      this.#database === session.database &&
      !hasOwnTables(frame) &&
      this.#fitsSettings(session.settings) &&
      this.#fitsVariables(frame.variables)
    );
  }

  release(): void {
    this.user = undefined;
  }

  #frame(): Frame {
    if (!this.user) throw new Error('The plan is not running.');
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
