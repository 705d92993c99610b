import { compileSelect } from '../select/compileSelect';
import type { OutputColumn } from '../query/queryEnvironment';
import type { SelectStatement } from '../syntax/queryAst';
import type { Statement } from '../syntax/statementAst';
import type { SqlType } from '../values/sqlType';
import { formatType } from '../values/types';
import type { DescribedResultSet } from './catalogContext';
import { prepareFrame } from './declarations';
import { bindShape } from './ddl/moduleShape';
import type { Frame } from './frame';
import { createFrame, silentSink } from './frames';
import type { Module } from './model';
import { findModule } from './names';
import { SqlError } from './sqlError';
import { walk, type WalkedNode } from './syntaxWalk';

/** How a path through a module begins to answer: with columns, or `none`: it goes on without a result set; `end`: it returns without one. */
type Outcome = 'none' | 'end' | { readonly columns: readonly OutputColumn[]; readonly statement: string };

/** Why the first result set cannot be told; numbers and texts of sys.messages. */
class Undetermined extends SqlError {
  override readonly name = 'SqlError';
  constructor(
    number: number,
    message: string,
    readonly type: string,
  ) {
    super(number, 16, 1, message);
  }
}

const deepest = 8;

/**
 * The first result set that a procedure or trigger may give, found without running it; empty when it gives none. Source: the remarks of
 * "sp_describe_first_result_set (Transact-SQL)".
 */
export function describeModule(caller: Frame, module: Module): DescribedResultSet {
  try {
    const [first, ...others] = moduleOutcomes(caller, module, 0).flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome]));
    if (first === undefined) return { columns: [] };
    let columns = first.columns;
    for (const other of others) {
      const merged = mergedColumns(columns, other.columns);
      if (merged === undefined) {
        throw new Undetermined(
          11512,
          `The metadata could not be determined because the statement '${first.statement}' in procedure '${module.name}' is not compatible with the statement '${other.statement}' in procedure '${module.name}'.`,
          'CONFLICTING_RESULTS',
        );
      }
      columns = merged;
    }
    return { columns };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const { number, severity, state, message } = error;
    return { error: { number, severity, state, message, type: error instanceof Undetermined ? error.type : 'MISC' } };
  }
}

/** The columns of two possible results as one: a name or nullability that differs is lost; undefined when types or their number differ. */
function mergedColumns(left: readonly OutputColumn[], right: readonly OutputColumn[]): readonly OutputColumn[] | undefined {
  if (left.length !== right.length) return undefined;
  const merged: OutputColumn[] = [];
  for (const [index, column] of left.entries()) {
    const other = right[index];
    const type = other && widerType(column.type, other.type);
    if (!type) return undefined;
    const name = column.name === other.name ? column.name : '';
    merged.push({ ...column, name, type, nullable: column.nullable || other.nullable });
  }
  return merged;
}

function widerType(left: SqlType, right: SqlType): SqlType | undefined {
  if (formatType(left) === formatType(right)) return left;
  if (left.name !== right.name || !['varchar', 'nvarchar', 'varbinary'].includes(left.name)) return undefined;
  return lengthOf(left) >= lengthOf(right) ? left : right;
}

function lengthOf({ length }: SqlType): number {
  return typeof length === 'number' ? length : Infinity;
}

function moduleOutcomes(caller: Frame, module: Module, depth: number): readonly Outcome[] {
  const { text, body } = module.definition;
  const frame = createFrame(caller.session, 'procedure', { sink: silentSink, text, caller, module });
  bindShape(frame, module.parameters);
  prepareFrame(frame, body);
  return new Description(frame, module, depth).inOrder(body);
}

/** Walks the statements of one module. */
class Description {
  constructor(
    private readonly frame: Frame,
    private readonly module: Module,
    private readonly depth: number,
  ) {}

  inOrder(statements: readonly Statement[]): readonly Outcome[] {
    let found: Outcome[] = ['none'];
    for (const statement of statements) {
      if (!found.includes('none')) break;
      found = [...found.filter((outcome) => outcome !== 'none'), ...this.of(statement)];
    }
    return found;
  }

  private of(statement: Statement): readonly Outcome[] {
    switch (statement.kind) {
      case 'select':
        return selectsToClient(statement) ? [this.compiled(statement)] : ['none'];
      case 'block':
        return this.inOrder(statement.statements);
      case 'if':
        return [...this.of(statement.then), ...(statement.otherwise ? this.of(statement.otherwise) : (['none'] as const))];
      case 'while':
        return [...this.of(statement.body), 'none'];
      case 'try':
        return this.inOrder(statement.body);
      case 'return':
        return ['end'];
      case 'execute':
        return this.called(statement);
      default:
        return ['none'];
    }
  }

  private called(statement: Extract<Statement, { kind: 'execute' }>): readonly Outcome[] {
    const { procedure } = statement;
    if (procedure === undefined || 'kind' in procedure || procedure.parts.at(-1)?.toLowerCase() === 'sp_executesql') {
      throw new Undetermined(
        11514,
        `The metadata could not be determined because statement '${this.textOf(statement)}' in procedure '${this.module.name}' contains dynamic SQL.  Consider using the WITH RESULT SETS clause to explicitly describe the result set.`,
        'DYNAMIC_SQL',
      );
    }
    const found = findModule(this.frame.session, procedure);
    if (found === undefined || this.depth >= deepest) return ['none'];
    const outcomes = moduleOutcomes(this.frame, found.module, this.depth + 1);
    return outcomes.map((outcome) => (outcome === 'end' ? 'none' : outcome));
  }

  private compiled(statement: SelectStatement): Outcome {
    if (readsTemporaryTable(statement)) {
      throw new Undetermined(
        11526,
        `The metadata could not be determined because statement '${this.textOf(statement)}' in procedure '${this.module.name}' uses a temp table.`,
        'TEMPORARY_TABLE',
      );
    }
    return { columns: compileSelect(statement, this.frame.environment).columns, statement: this.textOf(statement) };
  }

  /** The first line of a statement, as messages quote it. */
  private textOf({ position }: Statement): string {
    return (this.module.definition.text.slice(position.offset).split(/[\r\n;]/u, 1)[0] ?? '').slice(0, 200);
  }
}

function readsTemporaryTable(statement: SelectStatement): boolean {
  let found = false;
  walk([statement], (node: WalkedNode) => {
    const name: unknown = 'name' in node ? node.name : undefined;
    if (typeof name === 'object' && name !== null && 'parts' in name && Array.isArray(name.parts)) {
      const last: unknown = name.parts.at(-1);
      found ||= typeof last === 'string' && last.startsWith('#');
    }
    return true;
  });
  return found;
}

function selectsToClient({ query }: SelectStatement): boolean {
  const { body } = query;
  return body.kind !== 'selectBody' || (!body.into && !body.items.some((item) => item.kind === 'assignment'));
}
