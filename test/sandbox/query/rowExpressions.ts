import { walk } from '../engine/syntaxWalk';
import type { Column, Row, Table } from '../engine/model';
import type { Expression } from '../syntax/expressionAst';
import { compilePredicate } from '../select/compilePredicate';
import { compileScalar } from '../select/compileScalar';
import type { RowCompleter } from './keyIndex';
import type { QueryEnvironment } from './queryEnvironment';
import { createContext, createScope } from '../select/scope';
import { tableBinding } from '../select/storedTables';

/** Makes the function that works out a row's computed columns, the stored ones too. */
export function rowCompleter(table: Table, environment: QueryEnvironment): RowCompleter {
  const computed = table.columns.flatMap((column, ordinal) =>
    column.computed ? [{ ordinal, expression: column.computed.expression }] : [],
  );
  if (computed.length === 0) return (row) => row;
  const context = createContext(environment);
  const binding = tableBinding(context, table, [table.name]);
  const scope = createScope(context, [binding]);
  const cells = computed.map(({ ordinal, expression }) => ({ ordinal, compiled: compileScalar(scope, expression) }));
  return (row) => {
    binding.slot.row = row;
    const whole = [...row];
    for (const { ordinal, compiled } of cells) whole[ordinal] = compiled.evaluate();
    return whole;
  };
}

/** Makes the function that tests a row against a condition: null is unknown. */
export function rowCondition(table: Table, condition: Expression, environment: QueryEnvironment): (row: Row) => boolean | null {
  const context = createContext(environment);
  const binding = tableBinding(context, table, [table.name]);
  const holds = compilePredicate(createScope(context, [binding]), condition);
  return (row) => {
    binding.slot.row = row;
    return holds();
  };
}

/** The columns of a table that an expression names. */
export function mentionedColumns(table: Table, expression: Expression): Column[] {
  const names = new Set<string>();
  walk(expression, (node) => {
    if (node.kind === 'column' && 'parts' in node && Array.isArray(node.parts)) names.add(String(node.parts.at(-1)).toLowerCase());
    return true;
  });
  return table.columns.filter((column) => names.has(column.name.toLowerCase()));
}
