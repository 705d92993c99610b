import type { Database, Module, Row } from '../engine/model';
import { NotInSandboxError, SqlError } from '../engine/sqlError';
import { pause, type Pause } from '../query/queryEnvironment';
import {
  generateSeries,
  openJson,
  openJsonColumns,
  openJsonWith,
  seriesType,
  stringSplit,
  stringSplitColumns,
} from '../query/rowsetFunctions';
import type { FunctionTable } from '../syntax/queryAst';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { integerConstantType } from '../values/types';
import { compileScalar } from './compileScalar';
import { converted } from './conversion';
import { isNullLiteral } from './expressionTools';
import { findTableFunction, invalidObject, rowsetSource } from './namedTables';
import { type Compiled, createBinding, createScope, type Scope, type SourceColumn } from './scope';
import type { FromContext, OpenSource } from './tableSources';
import { compileModuleQuery, moduleColumns } from './viewSources';

const textType: SqlType = { name: 'nvarchar', length: 'max' };

/**
 * OPENJSON, STRING_SPLIT, GENERATE_SERIES, a user's table-valued function or a system one. `outer`: what the arguments may read.
 * Throws SqlError 208, 313, 8144 and those of the function.
 */
export function functionTable(from: FromContext, source: FunctionTable, outer: Scope | undefined): OpenSource {
  const { name, alias } = source;
  const { line } = name.position;
  if (source.target) throw new NotInSandboxError('rowset methods of xml', line);
  const scope = argumentScope(from, outer);
  const args = source.arguments.map((argument) => (isDefault(argument) ? undefined : compileScalar(scope, argument)));
  if (scope.links.correlated && outer?.links !== from.links) from.links.correlated = true;
  const displayName = alias ?? name.parts.join('.');
  const opened =
    builtIn(from, source, args, displayName) ??
    userFunction(from, source, args, displayName) ??
    systemFunction(from, source, args, displayName);
  if (!opened) throw invalidObject(name);
  return renamed(opened, source, displayName);
}

/** The arguments stand in a scope of their own without sources, so that reading the outer row is seen. */
function argumentScope({ context }: FromContext, outer: Scope | undefined): Scope {
  return createScope(context, [], outer);
}

function isDefault(argument: FunctionTable['arguments'][number]): boolean {
  return argument.kind === 'column' && argument.parts.length === 1 && argument.parts[0]?.toUpperCase() === 'DEFAULT';
}

function renamed(opened: OpenSource, { columns }: FunctionTable, displayName: string): OpenSource {
  if (columns.length === 0) return opened;
  const given = opened.binding.columns.map((column, index): SourceColumn => ({ ...column, name: columns[index] ?? column.name }));
  return { binding: createBinding(opened.binding.names, given, { displayName }), rows: () => opened.rows() };
}

function builtIn(
  from: FromContext,
  source: FunctionTable,
  args: readonly (Compiled | undefined)[],
  displayName: string,
): OpenSource | undefined {
  if (source.name.parts.length !== 1) return undefined;
  const name = source.name.parts[0]?.toUpperCase() ?? '';
  const text = (index: number): (() => string | null) => textOf(args[index]);
  const make = (
    columns: readonly { readonly name: string; readonly type: SqlType; readonly nullable: boolean }[],
    rows: () => Iterable<Row>,
  ): OpenSource => ({
    binding: createBinding(
      [source.alias ?? name.toLowerCase()],
      columns.map((column) => ({ ...column, identity: false, computed: false, hidden: false })),
      { displayName },
    ),
    rows,
  });
  switch (name) {
    case 'OPENJSON': {
      requireArguments(source, args, 1, 2);
      const json = text(0);
      const path = args.length > 1 ? text(1) : () => '$';
      const { withColumns } = source;
      if (!withColumns) return make(openJsonColumns, () => openJson(json(), path()));
      const columns = withColumns.map(({ name: column, type, path: at, asJson }) => ({
        name: column,
        type: from.context.environment.resolveType(type),
        asJson,
        ...(at !== undefined && { path: at }),
      }));
      return make(
        columns.map((column) => ({ name: column.name, type: column.type, nullable: true })),
        () => openJsonWith(json(), path(), columns),
      );
    }
    case 'STRING_SPLIT': {
      requireArguments(source, args, 2, 3);
      const input = text(0);
      const separator = text(1);
      const withOrdinal = Number(args[2]?.evaluate() ?? 0) === 1;
      return make(stringSplitColumns(args[0]?.type ?? textType, withOrdinal), () => stringSplit(input(), separator(), withOrdinal));
    }
    case 'GENERATE_SERIES': {
      requireArguments(source, args, 2, 3);
      const typed = args.filter((arg, index): arg is Compiled => arg !== undefined && !isNullAt(source, index));
      const type = seriesType(seriesTypes(typed));
      const [start, stop, step] = args.map((arg) => arg && converted(arg, type));
      return make([{ name: 'value', type, nullable: false }], () =>
        generateSeries(start?.evaluate() ?? null, stop?.evaluate() ?? null, step ? step.evaluate() : undefined, type),
      );
    }
    default:
      return undefined;
  }
}

function isNullAt(source: FunctionTable, index: number): boolean {
  const argument = source.arguments[index];
  return argument !== undefined && isNullLiteral(argument);
}

/** Integer constants follow the other arguments: GENERATE_SERIES(1, @big). */
function seriesTypes(args: readonly Compiled[]): SqlType[] {
  const declared = args.find((arg) => !arg.constant);
  return args.map((arg) => {
    const value = arg.constant ? arg.evaluate() : null;
    if (typeof value !== 'number' || !declared || arg.type.name !== 'int') return arg.type;
    return declared.type.name === 'decimal' || declared.type.name === 'numeric' ? integerConstantType(value) : declared.type;
  });
}

function textOf(arg: Compiled | undefined): () => string | null {
  if (!arg) return () => null;
  const text = arg.type.name === 'json' || arg.type.name === 'nvarchar' || arg.type.name === 'varchar' ? arg : converted(arg, textType);
  return () => {
    const value = text.evaluate();
    return typeof value === 'string' ? value : null;
  };
}

function requireArguments(source: FunctionTable, args: readonly unknown[], minimum: number, maximum: number): void {
  const name = source.name.parts.join('.');
  const { line } = source.name.position;
  if (args.length < minimum)
    throw new SqlError(313, 16, 3, `An insufficient number of arguments were supplied for the procedure or function ${name}.`, { line });
  if (args.length > maximum) throw new SqlError(8144, 16, 3, `Procedure or function ${name} has too many arguments specified.`, { line });
}

function userFunction(
  from: FromContext,
  source: FunctionTable,
  args: readonly (Compiled | undefined)[],
  displayName: string,
): OpenSource | undefined {
  const { context } = from;
  const found = findTableFunction(context, source.name);
  if (!found) return undefined;
  const { database, module } = found;
  requireArguments(source, args, module.parameters.length, module.parameters.length);
  if (context.depth === 0) context.environment.checkPermission('SELECT', database, module.schema, module.name);
  const scope = createScope(context, []);
  const values = module.parameters.map((parameter, index) => {
    const given = args[index] ?? (parameter.default ? compileScalar(scope, parameter.default) : undefined);
    return given && converted(given, parameter.type);
  });
  const names = source.alias === undefined ? [database.name, module.schema, module.name] : [source.alias];
  return module.type === 'IF'
    ? inlineFunction(from, database, module, values, names, displayName)
    : multiStatementFunction(from, module, values, names, displayName);
}

function multiStatementFunction(
  { context }: FromContext,
  module: Module,
  args: readonly (Compiled | undefined)[],
  names: readonly string[],
  displayName: string,
): OpenSource {
  const columns = module.columns.map((column): SourceColumn => ({ ...column, identity: false, computed: false, hidden: false }));
  return {
    binding: createBinding(names, columns, { displayName }),
    rows: () =>
      context.environment
        .callTableFunction(
          module,
          args.map((arg) => arg?.evaluate() ?? null),
        )
        .rows.values(),
  };
}

/** An inline function is a view with parameters: their values are taken when its rows are asked for. */
function inlineFunction(
  { context }: FromContext,
  database: Database,
  module: Module,
  args: readonly (Compiled | undefined)[],
  names: readonly string[],
  displayName: string,
): OpenSource {
  const [body] = module.definition.body;
  const statement = module.definition.query ?? (body?.kind === 'return' ? body.query : undefined);
  if (!statement) throw new SqlError(208, 16, 1, `Invalid object name '${displayName}'.`);
  const values: SqlValue[] = args.map(() => null);
  const parameters = new Map(
    module.parameters.map((parameter, index): [string, Compiled] => [
      parameter.name.toLowerCase(),
      { type: parameter.type, nullable: true, evaluate: () => values[index] ?? null },
    ]),
  );
  const query = compileModuleQuery(context, database, module, statement, parameters);
  return {
    binding: createBinding(names, moduleColumns(module, query), { displayName }),
    *rows(): Iterable<Row | Pause> {
      for (const [index, arg] of args.entries()) values[index] = arg?.evaluate() ?? null;
      for (const row of query.rows()) yield row === pause ? pause : row;
    },
  };
}

function systemFunction(
  { context }: FromContext,
  source: FunctionTable,
  args: readonly (Compiled | undefined)[],
  displayName: string,
): OpenSource | undefined {
  const { environment } = context;
  const [name = '', schema = 'sys', databaseName = ''] = [...source.name.parts].reverse();
  const database = databaseName === '' ? context.database : environment.server.databases.get(databaseName.toLowerCase());
  if (!database) return undefined;
  const shape = environment.systemTableFunction(
    database,
    schema,
    name,
    args.map(() => null),
  );
  if (!shape) return undefined;
  const { binding } = rowsetSource(context, shape, [source.alias ?? name], displayName);
  return {
    binding,
    rows: () =>
      environment
        .systemTableFunction(
          database,
          schema,
          name,
          args.map((arg) => arg?.evaluate() ?? null),
        )
        ?.rows() ?? [],
  };
}
