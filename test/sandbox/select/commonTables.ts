import type { Row } from '../engine/model';
import { SqlError } from '../engine/sqlError';
import { type OutputColumn, pause, type Pause } from '../query/queryEnvironment';
import type { CommonTableExpression, QueryBody, QueryExpression } from '../syntax/queryAst';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { formatType } from '../values/types';
import { compileNested } from './compileQueryIn';
import { namedColumns } from './derivedTables';
import { partsOfName, walkExpression } from './expressionTools';
import type { CommonTable, QueryContext } from './scope';
import type { ScopedQuery } from './queryOperators';
import { rowsPerPause } from './sourcePlan';

/** The context in which the tables of a WITH clause are known; each sees those before it and itself. Throws SqlError 239 for a name twice. */
export function withCommonTables(context: QueryContext, definitions: readonly CommonTableExpression[]): QueryContext {
  if (definitions.length === 0) return context;
  const commonTables = new Map(context.commonTables);
  const own = new Set<string>();
  for (const definition of definitions) {
    const key = definition.name.toLowerCase();
    if (own.has(key)) {
      throw new SqlError(239, 16, 1, `Duplicate common table expression name '${definition.name}' was specified.`, {
        line: definition.position.line,
      });
    }
    own.add(key);
    commonTables.set(key, commonTable({ ...context, commonTables: new Map(commonTables) }, definition));
  }
  return { ...context, commonTables };
}

function commonTable(context: QueryContext, definition: CommonTableExpression): CommonTable {
  const { name, columns, position } = definition;
  const members = unionMembers(definition.query);
  const isRecursive = members.some((member) => readsTable(member, name));
  return {
    definition,
    compile: () => {
      const query = isRecursive ? recursiveQuery(context, definition, members) : compileNested(context, definition.query);
      return { query, names: namedColumns(query, columns, name, position.line).map((column) => column.name) };
    },
  };
}

/** The parts that UNION ALL connects, in order. */
function unionMembers({ body, position }: QueryExpression): QueryExpression[] {
  const bodies: QueryBody[] = [];
  let rest = body;
  while (rest.kind === 'setOperation' && rest.operator === 'UNION ALL') {
    bodies.unshift(rest.right);
    rest = rest.left;
  }
  bodies.unshift(rest);
  return bodies.map((each) => (each.kind === 'query' ? each : { kind: 'query', position, body: each, orderBy: [] }));
}

function readsTable(query: QueryExpression, name: string): boolean {
  const key = name.toLowerCase();
  let found = false;
  walkExpression(query, (node) => {
    const [only, ...others] = node.kind === 'table' ? partsOfName(node) : [];
    if (others.length === 0 && only?.toLowerCase() === key) found = true;
    return !found;
  });
  return found;
}

/** Anchor members first; then the recursive members over the rows of the round before, until a round gives none. */
function recursiveQuery(context: QueryContext, definition: CommonTableExpression, members: readonly QueryExpression[]): ScopedQuery {
  const { name, position } = definition;
  const { line } = position;
  const anchors = members.filter((member) => !readsTable(member, name));
  const recursive = members.filter((member) => readsTable(member, name));
  if (anchors.length === 0) throw new SqlError(246, 16, 1, `No anchor member was specified for recursive query "${name}".`, { line });
  const anchor = compileNested(context, unionAll(anchors, definition));
  const columns = namedColumns(anchor, definition.columns, name, line).map((column): OutputColumn => ({
    ...column,
    nullable: true,
    identity: false,
  }));
  const working: { rows: readonly Row[] } = { rows: [] };
  const reference: CommonTable = {
    definition,
    compile: () => ({ query: { columns, correlated: false, rows: () => working.rows }, names: columns.map((column) => column.name) }),
  };
  const inner: QueryContext = { ...context, commonTables: new Map(context.commonTables).set(name.toLowerCase(), reference) };
  const steps = recursive.map((member) => {
    const query = compileNested(inner, member);
    requireSameShape(columns, query.columns, name, line);
    return query;
  });
  const limit = context.maxRecursion;
  return {
    columns,
    correlated: anchor.correlated || steps.some((step) => step.correlated),
    *rows(): Iterable<readonly SqlValue[] | Pause> {
      let round: Row[] = [];
      for (const row of anchor.rows()) {
        yield row;
        if (row !== pause) round.push(row);
      }
      for (let depth = 1; round.length > 0; depth++) {
        const next: Row[] = [];
        working.rows = round;
        for (const query of steps) {
          for (const row of query.rows()) {
            if (row === pause) {
              yield pause;
              continue;
            }
            if (limit > 0 && depth > limit) throw exhausted(limit);
            next.push(row);
            yield row;
          }
        }
        round = next;
        if (depth % rowsPerPause === 0) yield pause;
      }
    },
  };
}

function unionAll(members: readonly QueryExpression[], { position }: CommonTableExpression): QueryExpression {
  const [first, ...others] = members.map((member): QueryBody => (member.orderBy.length === 0 ? member.body : member));
  if (!first) return { kind: 'query', position, body: { kind: 'values', position, rows: [] }, orderBy: [] };
  const body = others.reduce<QueryBody>((left, right) => ({ kind: 'setOperation', position, operator: 'UNION ALL', left, right }), first);
  return { kind: 'query', position, body, orderBy: [] };
}

/** Throws SqlError 205 and 240. */
function requireSameShape(anchor: readonly OutputColumn[], member: readonly OutputColumn[], name: string, line: number): void {
  if (anchor.length !== member.length) {
    throw new SqlError(
      205,
      16,
      1,
      'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
      { line },
    );
  }
  for (const [index, column] of anchor.entries()) {
    const type = member[index]?.type;
    if (!type || shape(type) === shape(column.type)) continue;
    throw new SqlError(
      240,
      16,
      1,
      `Types don't match between the anchor and the recursive part in column "${column.name}" of recursive query "${name}".`,
      { line },
    );
  }
}

/** numeric and decimal are one type; alias types count as what they stand for. */
function shape({ name, length, precision, scale }: SqlType): string {
  const system: SqlType = {
    name: name === 'numeric' ? 'decimal' : name,
    ...(length !== undefined && { length }),
    ...(precision !== undefined && { precision }),
  };
  return formatType(scale === undefined ? system : { ...system, scale });
}

function exhausted(limit: number): SqlError {
  return new SqlError(
    530,
    16,
    1,
    `The statement terminated. The maximum recursion ${limit} has been exhausted before statement completion.`,
  );
}
