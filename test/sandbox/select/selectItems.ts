import { SqlError } from '../engine/sqlError';
import type { Expression } from '../syntax/expressionAst';
import type { SelectBody, SelectItem } from '../syntax/queryAst';
import type { OutputColumn } from '../query/queryEnvironment';
import { compileScalar } from './compileScalar';
import { expressionKey } from './expressionKey';
import { columnReader } from './references';
import { matchesQualifier } from './resolveColumn';
import type { Compiled, Scope } from './scope';
import { valueConverter } from './conversion';

/** A column of the select list. */
export interface OutputItem {
  readonly name: string;
  readonly compiled: Compiled;
  /** Absent for a column of a star. */
  readonly expression?: Expression;
}

/** Compiles the select list; stars are spread out. Throws SqlError 107, 141, 263 and those of names and types. */
export function compileItems(scope: Scope, body: SelectBody): OutputItem[] {
  const assigns = body.items.some((item) => item.kind === 'assignment');
  if (assigns && body.items.some((item) => item.kind !== 'assignment')) {
    throw new SqlError(
      141,
      15,
      1,
      'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.',
      {
        line: body.position.line,
      },
    );
  }
  return body.items.flatMap((item) => compileItem(scope, item));
}

function compileItem(scope: Scope, item: SelectItem): OutputItem[] {
  switch (item.kind) {
    case 'star':
      return spread(scope, item.qualifier, item.position.line);
    case 'expression': {
      const { expression, alias } = item;
      const compiled = compileScalar(scope, expression);
      return [{ name: alias ?? ownName(expression, compiled), compiled, expression }];
    }
    case 'assignment':
      return [{ name: item.variable, compiled: assignment(scope, item.variable, item.expression), expression: item.expression }];
  }
}

function ownName(expression: Expression, compiled: Compiled): string {
  if (expression.kind !== 'column') return '';
  const written = expression.parts.at(-1) ?? '';
  if (!written.startsWith('$')) return written;
  return compiled.column?.binding.columns[compiled.column.ordinal]?.name ?? written;
}

/** Evaluation gives the variable its value: the items of a row see what those before them assigned. */
function assignment(scope: Scope, variable: string, expression: Expression): Compiled {
  const { environment } = scope.context;
  const { type } = environment.variable(variable);
  const compiled = compileScalar(scope, expression);
  const convert = compiled.untyped ? () => null : valueConverter(compiled.type, type);
  return {
    type,
    nullable: true,
    evaluate: () => {
      const value = compiled.evaluate();
      const given = value === null ? null : convert(value);
      environment.assignVariable(variable, given);
      return given;
    },
  };
}

function spread(scope: Scope, qualifier: readonly string[], line: number): OutputItem[] {
  if (scope.bindings.length === 0) throw new SqlError(263, 16, 1, 'Must specify table to select from.', { line });
  const key = qualifier.map((part) => part.toLowerCase());
  const bindings = key.length === 0 ? scope.bindings : scope.bindings.filter((binding) => matchesQualifier(binding, key));
  if (bindings.length === 0) {
    throw new SqlError(
      107,
      15,
      1,
      `The column prefix '${qualifier.join('.')}' does not match with a table name or alias name used in the query.`,
      { line },
    );
  }
  return bindings.flatMap((binding) =>
    binding.columns.flatMap((column, ordinal): OutputItem[] => {
      if (column.hidden) return [];
      const compiled = scope.grouping?.column({ binding, ordinal, scope }, line) ?? columnReader({ binding, ordinal });
      return [{ name: column.name, compiled }];
    }),
  );
}

/** The metadata that the client sees of a column. */
export function outputColumn({ name, compiled }: OutputItem): OutputColumn {
  const { type, nullable } = compiled;
  const column = compiled.column ?? compiled.origin;
  const source = column?.binding.columns[column.ordinal];
  return { name, type, nullable, identity: source?.identity ?? false, computed: source ? source.computed : true };
}

/** Whether an expression of ORDER BY is one that the select list has. */
export function isSameItem(scope: Scope, item: OutputItem, expression: Expression, compiled: Compiled): boolean {
  const { column } = item.compiled;
  if (column && compiled.column) return column.binding === compiled.column.binding && column.ordinal === compiled.column.ordinal;
  if (!item.expression) return false;
  const key = expressionKey(scope, expression);
  return key !== undefined && key === expressionKey(scope, item.expression);
}
