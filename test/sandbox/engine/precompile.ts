import { compileSelect } from '../select/compileSelect';
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
  for (const query of queriesOf(statements)) {
    try {
      compileSelect(plain(query), frame.environment);
    } catch (error) {
      if (!(error instanceof SqlError) || !foundEarly.has(error.number)) continue;
      if (error.line === 0) error.line = query.position.line;
      throw error;
    }
  }
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

/** The same query without INTO and assignments. */
function plain(statement: SelectStatement): SelectStatement {
  return { ...statement, query: { ...statement.query, body: plainBody(statement.query.body) } };
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
    case 'setOperation':
      return { ...body, left: plainBody(body.left) };
    case 'query':
      return { ...body, body: plainBody(body.body) };
    case 'values':
      return body;
  }
}
