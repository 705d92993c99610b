import type { ColumnReference, GlobalVariableReference, VariableReference } from '../syntax/expressionAst';
import { resolveColumn, type ResolvedColumn } from './resolveColumn';
import { type Compiled, emptyRow, type Scope } from './scope';

/** A column of a source in scope. Throws SqlError 207, 209, 4104; behind GROUP BY 8120, 8121 and 8127. */
export function compileColumn(scope: Scope, { parts, position }: ColumnReference): Compiled {
  const resolved = resolveColumn(scope, parts, position.line);
  // Also from inside a subquery: an outer column behind GROUP BY is read from the group.
  return resolved.scope.grouping?.column(resolved, position.line) ?? columnReader(resolved);
}

/** Reads a column from the row that its source is at. */
export function columnReader({ binding, ordinal }: Pick<ResolvedColumn, 'binding' | 'ordinal'>): Compiled {
  const column = binding.columns[ordinal];
  if (!column) throw new RangeError(`The source ${binding.displayName} has no column ${ordinal}.`);
  const { slot } = binding;
  const computed = binding.computed.get(ordinal);
  const shared = { type: column.type, nullable: column.nullable, column: { binding, ordinal } };
  if (computed) return { ...shared, evaluate: () => (slot.row === emptyRow ? null : computed.evaluate()) };
  return { ...shared, evaluate: () => slot.row[ordinal] ?? null };
}

/** `@x`, or a parameter of the inline function that is being expanded. Throws SqlError 137. */
export function compileVariable(scope: Scope, { name }: VariableReference): Compiled {
  const { environment, parameters, onParameter } = scope.context;
  const parameter = parameters?.get(name.toLowerCase());
  if (parameter) {
    onParameter?.();
    // The argument may read the caller's row: whatever was compiled for it must run again.
    for (let each: Scope | undefined = scope; each; each = each.parent) each.links.correlated = true;
    const { type, nullable, evaluate } = parameter;
    return { type, nullable, evaluate };
  }
  const { type } = environment.variable(name);
  return { type, nullable: true, evaluate: () => environment.variable(name).value };
}

/** `@@x`. */
export function compileGlobalVariable(scope: Scope, { name }: GlobalVariableReference): Compiled {
  const { environment } = scope.context;
  const { type } = environment.globalVariable(name);
  return { type, nullable: true, evaluate: () => environment.globalVariable(name).value };
}
