import type { Row } from '../engine/model';
import type { Expression } from '../syntax/expressionAst';
import type { CommonTableExpression, TableSource } from '../syntax/queryAst';
import type { DmlTarget } from '../syntax/statementAst';
import { type BaseTable, baseTable } from './baseTable';
import { dmlErrors } from './dmlErrors';
import { openSource, statementContext } from './dmlSource';
import { pause, type Pause, type QueryEnvironment } from './queryEnvironment';
import type { Scope, SourceBinding } from '../select/scope';
import { emptyRow } from '../select/scope';
import { rowNumberColumn, updatable, withRowNumbers } from './updatableQuery';

/** What UPDATE and DELETE have in common. */
interface TargetStatement {
  readonly with: readonly CommonTableExpression[];
  readonly target: DmlTarget;
  readonly from: readonly TableSource[];
  readonly where?: Expression;
}

/** A statement's rows, ready to be read. */
export interface OpenedTarget {
  readonly target: BaseTable;
  readonly scope: Scope;
  /** The names of the target's source in the scope. */
  readonly names: readonly string[];
  /** The sources beside the target. */
  readonly others: readonly SourceBinding[];
  /** The stored row of the target at each joined row; the scope stands there. A row can come several times. */
  rows(): Iterable<Row | Pause>;
  /** The stored column that a name of the target means. */
  readonly baseColumn: (name: string) => string;
}

/**
 * Finds the target of UPDATE and DELETE: an alias or table of FROM, a common table expression or derived table over one table, or a table beside FROM.
 * Throws SqlError 208, 8154 (the table stands several times in FROM), 4403 and 4405 (a query that cannot be changed through).
 */
export function openTarget(statement: TargetStatement, environment: QueryEnvironment): OpenedTarget {
  const found = findSource(statement, environment);
  return found.indirect ? openIndirect(statement, found.source, environment) : openDirect(statement, found, environment);
}

interface FoundSource {
  readonly from: readonly TableSource[];
  /** The source that the target is; it stands in `from`. */
  readonly source: Leaf;
  /** A query stands between the target and its table. */
  readonly indirect: boolean;
}

type Leaf = Extract<TableSource, { readonly kind: 'table' | 'derived' | 'variableTable' }>;

function findSource({ with: commonTables, target, from }: TargetStatement, environment: QueryEnvironment): FoundSource {
  const leaves = from.flatMap(leavesOf);
  const isQuery = (leaf: Leaf): boolean => leaf.kind === 'derived' || (leaf.kind === 'table' && isCommonTable(leaf, commonTables));
  if (target.kind === 'variable') {
    const named = leaves.filter((leaf) => leaf.kind === 'variableTable' && leaf.name.toLowerCase() === target.name.toLowerCase());
    const [only] = named;
    if (named.length > 1) throw dmlErrors.ambiguousTarget(target.name);
    if (only) return { from, source: only, indirect: false };
    const source: Leaf = { kind: 'variableTable', name: target.name, position: target.position };
    return { from: [source, ...from], source, indirect: false };
  }
  const { parts } = target.name;
  const key = parts.at(-1)?.toLowerCase();
  const aliased = parts.length === 1 ? leaves.find((leaf) => leaf.alias?.toLowerCase() === key) : undefined;
  if (aliased) return { from, source: aliased, indirect: isQuery(aliased) };
  const own: Leaf = { kind: 'table', name: target.name, hints: [] };
  if (isCommonTable(own, commonTables)) {
    const inFrom = leaves.find(
      (leaf) => leaf.kind === 'table' && leaf.alias === undefined && leaf.name.parts.at(-1)?.toLowerCase() === key,
    );
    return inFrom ? { from, source: inFrom, indirect: true } : { from: [own, ...from], source: own, indirect: true };
  }
  const { table } = baseTable(target, environment);
  const same = leaves.filter((leaf) => leaf.kind === 'table' && !isQuery(leaf) && isSameTable(leaf.name, table, environment));
  const bare = same.filter((leaf) => leaf.alias === undefined);
  const candidates = bare.length > 0 ? bare : same;
  const [only] = candidates;
  if (candidates.length > 1) throw dmlErrors.ambiguousTarget(parts.join('.'));
  return only ? { from, source: only, indirect: false } : { from: [own, ...from], source: own, indirect: false };
}

function leavesOf(source: TableSource): Leaf[] {
  switch (source.kind) {
    case 'table':
    case 'derived':
    case 'variableTable':
      return [source];
    case 'join':
    case 'apply':
      return [...leavesOf(source.left), ...leavesOf(source.right)];
    case 'functionTable':
    case 'pivot':
      return [];
  }
}

function isCommonTable(leaf: Leaf, commonTables: readonly CommonTableExpression[]): boolean {
  if (leaf.kind !== 'table' || leaf.name.parts.length !== 1) return false;
  const key = leaf.name.parts[0]?.toLowerCase();
  return commonTables.some((each) => each.name.toLowerCase() === key);
}

function isSameTable(name: Extract<Leaf, { kind: 'table' }>['name'], table: BaseTable['table'], environment: QueryEnvironment): boolean {
  if (name.parts.at(-1)?.toLowerCase() !== table.name.toLowerCase()) return false;
  try {
    return baseTable({ kind: 'name', name }, environment).table === table;
  } catch {
    // A view or an unknown name: not this table; the query itself reports it.
    return false;
  }
}

function openDirect(statement: TargetStatement, { from, source: leaf }: FoundSource, environment: QueryEnvironment): OpenedTarget {
  const target = baseTable(
    leaf.kind === 'table' ? { kind: 'name', name: leaf.name } : statement.target.kind === 'variable' ? statement.target : variableOf(leaf),
    environment,
  );
  const source = openSource(from, statement.where, statementContext(statement.with, environment));
  const exposed = exposedName(leaf);
  const binding = source.bindings.find((each) => each.names.at(-1) === exposed && each.table === target.table);
  if (!binding) throw dmlErrors.invalidObject(exposed);
  return {
    target,
    scope: source.scope,
    names: binding.names,
    others: source.bindings.filter((each) => each !== binding),
    baseColumn: (name) => name,
    *rows() {
      for (const step of source.steps()) {
        if (step === pause) yield pause;
        else if (binding.slot.row !== emptyRow) yield binding.slot.row;
      }
    },
  };
}

function variableOf(leaf: Leaf): DmlTarget {
  if (leaf.kind !== 'variableTable') throw dmlErrors.invalidObject(exposedName(leaf));
  return { kind: 'variable', name: leaf.name, position: leaf.position };
}

function exposedName(leaf: Leaf): string {
  const written = leaf.alias ?? (leaf.kind === 'table' ? leaf.name.parts.at(-1) : leaf.kind === 'variableTable' ? leaf.name : undefined);
  return (written ?? '').toLowerCase();
}

/** The target is a query over one table: the query is made to tell which row each of its rows comes from. */
function openIndirect(statement: TargetStatement, leaf: Leaf, environment: QueryEnvironment): OpenedTarget {
  const { from: written, where } = statement;
  const common =
    leaf.kind === 'table' ? statement.with.find((each) => each.name.toLowerCase() === leaf.name.parts[0]?.toLowerCase()) : undefined;
  const query = common?.query ?? (leaf.kind === 'derived' ? leaf.query : undefined);
  if (!query) throw dmlErrors.invalidObject(exposedName(leaf));
  const columns = common?.columns ?? (leaf.kind === 'derived' ? leaf.columns : []);
  const others = statement.with.filter((each) => each !== common);
  const changed = updatable(query, columns, exposedName(leaf), others, environment);
  const { target } = changed;
  const replaced: TableSource = {
    kind: 'derived',
    query: changed.query,
    alias: leaf.alias ?? (leaf.kind === 'table' ? (leaf.name.parts.at(-1) ?? '') : ''),
    columns: columns.length > 0 ? [...columns, rowNumberColumn] : [],
    position: query.position,
  };
  const from = written.some((each) => leavesOf(each).includes(leaf))
    ? written.map((each) => replace(each, leaf, replaced))
    : [replaced, ...written];
  const source = openSource(from, where, statementContext(others, withRowNumbers(environment, target.table)));
  const exposed = exposedName(leaf);
  const binding = source.bindings.find((each) => each.names.at(-1) === exposed);
  const ordinal = binding?.ordinals.get(rowNumberColumn.toLowerCase());
  if (!binding || ordinal === undefined) throw dmlErrors.invalidObject(exposed);
  return {
    target,
    scope: source.scope,
    names: binding.names,
    others: source.bindings.filter((each) => each !== binding),
    baseColumn: (name) => changed.columns.get(name.toLowerCase()) ?? name,
    *rows() {
      for (const step of source.steps()) {
        if (step === pause) {
          yield pause;
          continue;
        }
        const id = binding.slot.row[ordinal];
        const row = typeof id === 'number' ? target.table.rows.get(id) : undefined;
        if (row) yield row;
      }
    },
  };
}

function replace(source: TableSource, leaf: Leaf, replacement: TableSource): TableSource {
  if (source === leaf) return replacement;
  if (source.kind !== 'join' && source.kind !== 'apply') return source;
  return { ...source, left: replace(source.left, leaf, replacement), right: replace(source.right, leaf, replacement) };
}
