import type { ObjectName } from '../syntax/expressionAst';
import type { NamedTable } from '../syntax/queryAst';
import { messages } from './errors/messages';
import type { Frame } from './frame';
import type { LockMode } from './lockManager';
import type { Database, Module, Table } from './model';
import { findModule, findTable, place } from './names';
import type { Step } from './steps';
import { walk, type WalkedNode } from './syntaxWalk';

/** `database:objectId` to the mode that a statement needs. */
type Needs = Map<string, LockMode>;

/**
 * Waits until a statement may touch its tables: readers for the end of other sessions' changes, writers for the end of readers that keep
 * their locks and of other writers. In a transaction what was changed stays locked to its end.
 * Throws SqlError 1205 and 1222.
 */
export function* acquireLocks(frame: Frame, statement: object): Step<void> {
  const { session } = frame;
  if (session.host.sessions.size < 2 && !session.transaction) return;
  const needs: Needs = new Map();
  collect(frame, statement, needs, 0);
  yield* acquire(frame, needs);
}

/** Locks one table for a change of its definition. */
export function* acquireTable(frame: Frame, database: Database, table: Table): Step<void> {
  yield* acquire(frame, new Map([[resourceOf(database, table), 'exclusive']]));
}

function* acquire(frame: Frame, needs: Needs): Step<void> {
  const { session } = frame;
  const { locks } = session.host;
  for (;;) {
    const blocked = [...needs].find(([resource, mode]) => locks.blockers(session, resource, mode).length > 0);
    if (!blocked) break;
    const [resource, mode] = blocked;
    yield { kind: 'lock', settled: (signal) => locks.free(session, resource, mode, session.settings.lockTimeout, signal) };
  }
  if (!session.transaction) return;
  const keepsShared = session.settings.isolationLevel === 3 || session.settings.isolationLevel === 4;
  for (const [resource, mode] of needs) if (mode === 'exclusive' || keepsShared) locks.hold(session, resource, mode);
}

/** Other sessions wait for the end of the transaction that made a table. */
export function holdNew(frame: Frame, database: Database, table: Table): void {
  const { session } = frame;
  if (session.transaction) session.host.locks.hold(session, resourceOf(database, table), 'exclusive');
}

function resourceOf(database: Database, table: Table): string {
  return `${database.id}:${table.objectId}`;
}

function collect(frame: Frame, root: unknown, needs: Needs, depth: number): void {
  if (depth > 8 || typeof root !== 'object' || root === null) return;
  for (const node of nodesOf(root)) {
    if (isNamedTable(node)) read(frame, node.name, node.hints, needs, depth);
    else if (isChange(node)) write(frame, node, needs, depth);
    else throughModule(frame, node, needs, depth);
  }
}

const nodesOfTrees = new WeakMap<object, readonly WalkedNode[]>();

/** The nodes of a statement that name tables or functions; a statement that runs often is searched once. */
function nodesOf(root: object): readonly WalkedNode[] {
  const known = nodesOfTrees.get(root);
  if (known) return known;
  const nodes: WalkedNode[] = [];
  walk(root, (node) => {
    if (isNamedTable(node) || isChange(node) || isUserFunction(node)) nodes.push(node);
    return node.kind !== 'createModule';
  });
  nodesOfTrees.set(root, nodes);
  return nodes;
}

function isUserFunction(node: WalkedNode): boolean {
  return (node.kind === 'function' || node.kind === 'functionTable') && hasName(node) && node.name.parts.length > 1;
}

const dirtyHints = new Set(['NOLOCK', 'READUNCOMMITTED', 'READPAST', 'SNAPSHOT']);

function read(frame: Frame, name: ObjectName, hints: readonly string[], needs: Needs, depth: number): void {
  const { isolationLevel } = frame.session.settings;
  if (isolationLevel === 1 || isolationLevel === 5 || hints.some((hint) => dirtyHints.has(hint))) return;
  const table = sharedTable(frame, name);
  if (!table) {
    const view = tolerant(() => findModule(frame.session, name)?.module);
    if (view?.type === 'V') collect(frame, view.definition.query, needs, depth + 1);
    return;
  }
  need(needs, table, hints.some((hint) => hint === 'XLOCK' || hint === 'TABLOCKX') ? 'exclusive' : 'shared');
}

function write(frame: Frame, node: ChangeNode, needs: Needs, depth: number): void {
  const name = node.target?.kind === 'name' ? node.target.name : undefined;
  if (!name) return;
  const direct = sharedTable(frame, name) ?? aliasedTable(frame, node, name);
  if (!direct) return;
  need(needs, direct, 'exclusive');
  const { database, table } = direct;
  for (const foreignKey of table.foreignKeys) {
    const referenced = database.schemas
      .get(foreignKey.referenced.schema.toLowerCase())
      ?.tables.get(foreignKey.referenced.table.toLowerCase());
    if (referenced) need(needs, { database, table: referenced }, 'shared');
  }
  if (node.kind !== 'insert') {
    for (const schema of database.schemas.values()) {
      for (const other of schema.tables.values()) {
        const key = other.foreignKeys.find((each) => refersTo(each.referenced, table));
        if (key)
          need(needs, { database, table: other }, key.onDelete === 'NO_ACTION' && key.onUpdate === 'NO_ACTION' ? 'shared' : 'exclusive');
      }
    }
  }
  for (const trigger of table.triggers) collect(frame, trigger.definition.body, needs, depth + 1);
}

function refersTo(referenced: { readonly schema: string; readonly table: string }, table: Table): boolean {
  return referenced.schema.toLowerCase() === table.schema.toLowerCase() && referenced.table.toLowerCase() === table.name.toLowerCase();
}

/** `UPDATE a … FROM t AS a`: the target is the alias of a table. */
function aliasedTable(frame: Frame, node: ChangeNode, name: ObjectName): { database: Database; table: Table } | undefined {
  const alias = name.parts.length === 1 ? name.parts[0]?.toLowerCase() : undefined;
  let found: { database: Database; table: Table } | undefined;
  walk(node.from, (each) => {
    if (isNamedTable(each) && each.alias?.toLowerCase() === alias) found = sharedTable(frame, each.name);
    return found === undefined;
  });
  return found;
}

function throughModule(frame: Frame, node: WalkedNode, needs: Needs, depth: number): void {
  if (!hasName(node) || node.name.parts.length < 2) return;
  const module: Module | undefined = tolerant(() => findModule(frame.session, node.name)?.module);
  if (module) collect(frame, module.definition.body, needs, depth + 1);
}

/** A table that other sessions can see too. */
function sharedTable(frame: Frame, name: ObjectName): { database: Database; table: Table } | undefined {
  return tolerant(() => {
    const at = place(frame.session, name);
    if (at.name.startsWith('#') && !at.name.startsWith('##')) return undefined;
    const table = findTable(frame, name);
    return table && { database: at.database, table };
  });
}

/** Names that do not resolve are errors of the statement itself, later. */
function tolerant<T>(find: () => T | undefined): T | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}

function need(needs: Needs, { database, table }: { database: Database; table: Table }, mode: LockMode): void {
  const resource = resourceOf(database, table);
  if (needs.get(resource) !== 'exclusive') needs.set(resource, mode);
}

interface ChangeNode extends WalkedNode {
  readonly target?: { readonly kind: string; readonly name?: ObjectName };
  readonly from?: unknown;
}

function isNamedTable(node: WalkedNode): node is NamedTable {
  return node.kind === 'table' && 'hints' in node;
}

function isChange(node: WalkedNode): node is ChangeNode {
  return ['insert', 'update', 'delete', 'merge'].includes(node.kind) && 'target' in node;
}

function hasName(node: WalkedNode): node is WalkedNode & { readonly name: ObjectName } {
  return 'name' in node && typeof node.name === 'object' && node.name !== null && 'parts' in node.name;
}

/** Every change of data or schema asks first. Throws SqlError 3930 and 3906. */
export function requireWritable(frame: Frame, database: Database): void {
  if (frame.session.transaction?.doomed) throw messages.uncommittable();
  if (database.isReadOnly) throw messages.databaseReadOnly(database.name);
}
