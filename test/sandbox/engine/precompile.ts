import type { QueryBody, SelectItem, SelectStatement } from '../syntax/queryAst';
import type { Statement } from '../syntax/statementAst';
import type { Frame } from './frame';
import { SqlError } from './sqlError';
import { walk, type WalkedNode } from './syntaxWalk';

/**
 * Errors of names that the product finds before anything runs, as long as the tables exist. A missing table (208) waits
 * until its statement runs: the batch may create it.
 */
const foundEarly = new Set([104, 108, 145, 147, 174, 189, 195, 205, 207, 209, 4104, 4121, 8120, 8127]);

/** Compiles the queries of a batch or module whose tables exist. Throws SqlError 207, 209, 4104, 8120 and the like. */
export function precompile(frame: Frame, statements: readonly Statement[]): void {
  const plans = frame.session.plans.queries;
  for (const query of searched(statements)) {
    if (plans.has(query, frame)) continue;
    try {
      plans.prepare(query, frame);
    } catch (error) {
      if (!(error instanceof SqlError) || !foundEarly.has(error.number)) continue;
      if (error.line === 0) error.line = query.position.line;
      throw error;
    }
  }
}

const searchedBatches = new WeakMap<readonly Statement[], readonly SelectStatement[]>();

function searched(statements: readonly Statement[]): readonly SelectStatement[] {
  const known = searchedBatches.get(statements);
  if (known) return known;
  const queries = queriesOf(statements).map(plain);
  searchedBatches.set(statements, queries);
  return queries;
}

/** Queries that stand as statements; none after a USE, which changes what their names mean. */
function queriesOf(statements: readonly Statement[]): readonly SelectStatement[] {
  const queries: SelectStatement[] = [];
  const uses: WalkedNode[] = [];
  walk(statements, (node) => {
    if (node.kind === 'use') uses.push(node);
    if (isSelect(node) && uses.length === 0) queries.push(node);
    return node.kind !== 'createModule' && node.kind !== 'select';
  });
  return queries;
}

function isSelect(node: WalkedNode): node is SelectStatement {
  return node.kind === 'select';
}

/** The same query without INTO and assignments; itself when it has none. */
function plain(statement: SelectStatement): SelectStatement {
  const body = plainBody(statement.query.body);
  return body === statement.query.body ? statement : { ...statement, query: { ...statement.query, body } };
}

function plainBody(body: QueryBody): QueryBody {
  switch (body.kind) {
    case 'selectBody': {
      const { into, ...rest } = body;
      if (!into && body.items.every((item) => item.kind !== 'assignment')) return body;
      const items = body.items.map((item): SelectItem =>
        item.kind === 'assignment' ? { kind: 'expression', expression: item.expression } : item,
      );
      return { ...rest, items };
    }
    case 'setOperation': {
      const left = plainBody(body.left);
      return left === body.left ? body : { ...body, left };
    }
    case 'query': {
      const inner = plainBody(body.body);
      return inner === body.body ? body : { ...body, body: inner };
    }
    case 'values':
      return body;
  }
}
