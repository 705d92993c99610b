import type { Expression, FunctionCall } from '../syntax/expressionAst';
import { SqlError } from '../engine/sqlError';
import { scalarFunction } from '../values/functions';
import type { SqlValue } from '../values/sqlValue';
import type { ArgumentType, FunctionContext, ScalarFunction } from '../values/functionTypes';
import { oncePerStatement } from '../query/oncePerStatement';
import type { SessionFunction } from '../query/queryEnvironment';
import { compileLazyFunction } from './caseExpressions';
import { compileScalar } from './compileScalar';
import { columnSources } from './expressionKey';
import { overOperands } from './fixedValues';
import { isAggregate } from './queryAggregates';
import type { Compiled, Scope } from './scope';
import { compileUserFunction } from './userFunctions';
import { isWindowFunction } from './windowFunctions';
import { compileMethod } from './xmlMethods';

const varchar = { name: 'varchar', length: 30 } as const;

/**
 * A call of any function: window, aggregate, built in, of the session, user-defined.
 * Throws SqlError 195 (unknown), 174 and 189 (number of arguments), 4121, 147, 4108, 10753 and those of the arguments.
 */
export function compileFunction(scope: Scope, call: FunctionCall): Compiled {
  if (call.target) return compileMethod(scope, call);
  const { parts } = call.name;
  const name = (parts.at(-1) ?? '').toUpperCase();
  const { line } = call.position;
  const isSystem = parts.length === 2 && parts[0]?.toLowerCase() === 'sys';
  if (parts.length > 1 && !isSystem) return compileUserFunction(scope, call);
  if (call.over) {
    if (!scope.windows) throw new SqlError(4108, 15, 1, 'Windowed functions can only appear in the SELECT or ORDER BY clauses.', { line });
    return scope.windows.add(call, scope);
  }
  if (isWindowFunction(name)) throw new SqlError(10753, 15, 1, `The function '${parts[0] ?? ''}' must have an OVER clause.`, { line });
  if (isAggregate(call)) {
    const outer = outerAggregate(scope, call);
    if (outer) return outer;
    if (scope.grouping) return scope.grouping.aggregate(call, scope);
    throw misplacedAggregate(line);
  }
  if (name === 'GROUPING' || name === 'GROUPING_ID') {
    if (scope.grouping) return scope.grouping.indicator(call, scope);
    throw new SqlError(8161, 16, 1, `Argument 1 of the ${name} function does not match any of the expressions in the GROUP BY clause.`, {
      line,
    });
  }
  const lazy = compileLazyFunction(scope, name, call);
  if (lazy) return lazy;
  const { implementation, args } = builtIn(
    name,
    call.star && name.endsWith('CHECKSUM') ? { ...call, arguments: allColumns(scope, line) } : call,
  );
  if (implementation) return compileBuiltIn(scope, name, implementation, args, line);
  const sessionFunction = scope.context.environment.sessionFunction(name);
  if (sessionFunction) return compileSessionFunction(scope, sessionFunction, call);
  throw isSystem
    ? new SqlError(
        4121,
        16,
        1,
        `Cannot find either column "sys" or the user-defined function or aggregate "${parts.join('.')}", or the name is ambiguous.`,
        { line },
      )
    : new SqlError(195, 15, 10, `'${parts[0] ?? ''}' is not a recognized built-in function name.`, { line });
}

/** The columns that `*` stands for in CHECKSUM(*). */
function allColumns(scope: Scope, line: number): Expression[] {
  return scope.bindings.flatMap(({ columns, displayName }) =>
    columns.flatMap(({ name, hidden }): Expression[] =>
      hidden ? [] : [{ kind: 'column', parts: [...displayName.split('.'), name], position: { line, offset: 0 } }],
    ),
  );
}

/**
 * An aggregate over columns of an outer query alone is that query's own: the subquery reads its result. Undefined for any other, and where the
 * subquery has sources and only this aggregate makes it look grouped.
 */
function outerAggregate(scope: Scope, call: FunctionCall): Compiled | undefined {
  if (!scope.parent || (scope.grouping && scope.bindings.length > 0)) return undefined;
  const sources = columnSources(scope, call.arguments);
  if (sources.length === 0 || sources.some((source) => scope.bindings.includes(source))) return undefined;
  const crossed = [scope];
  for (let each: Scope | undefined = scope.parent; each; each = each.parent) {
    const { bindings, grouping } = each;
    if (grouping && sources.every((source) => bindings.includes(source))) {
      for (const inner of crossed) inner.links.correlated = true;
      return grouping.aggregate(call, each);
    }
    crossed.push(each);
  }
  return undefined;
}

function misplacedAggregate(line: number): SqlError {
  const message =
    'An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING clause or a select list, and the column being aggregated is an outer reference.';
  return new SqlError(147, 15, 1, message, { line });
}

/** The function behind a call's words: TRIM with its sides, the JSON constructors with their treatment of NULL. */
function builtIn(
  name: string,
  call: FunctionCall,
): { readonly implementation: ScalarFunction | undefined; readonly args: readonly Expression[] } {
  const { keywords = [], arguments: args } = call;
  if (name === 'TRIM') {
    const [first, second] = args;
    if (first && second && keywords.includes('LEADING')) return { implementation: scalarFunction('LTRIM'), args: [second, first] };
    if (first && second && keywords.includes('TRAILING')) return { implementation: scalarFunction('RTRIM'), args: [second, first] };
  }
  const nulls = keywords.find((word) => word.endsWith('ON NULL'));
  const special = nulls === undefined ? undefined : scalarFunction(`${name} ${nulls}`);
  return { implementation: special ?? scalarFunction(name), args };
}

function compileBuiltIn(scope: Scope, name: string, implementation: ScalarFunction, given: readonly Expression[], line: number): Compiled {
  checkCount(name, implementation, given.length, line);
  const args = given.map((argument, index) =>
    index === implementation.datepartArgument ? datepart(argument, name) : compileScalar(scope, argument),
  );
  const types = args.map((argument) => argument.type);
  const described = args.map(({ type, nullable, constant, evaluate }): ArgumentType =>
    constant ? { type, nullable, constant: evaluate() } : { type, nullable },
  );
  const type = implementation.resultType(described);
  const { environment } = scope.context;
  const context: FunctionContext = {
    types,
    resultType: type,
    get now() {
      return environment.statementTime;
    },
    get dateFirst() {
      return environment.settings.dateFirst;
    },
    get language() {
      return environment.settings.language;
    },
  };
  const nullable = args.length > 0 || !implementation.volatile;
  const evaluate = evaluator(implementation, args, context);
  // RAND() and the clock are read once for the whole statement; NEWID() for every row.
  if (name === 'RAND' && args.length === 0) return { type, nullable, evaluate: oncePerStatement(environment, evaluate) };
  const compiled: Compiled = { type, nullable, evaluate };
  return implementation.volatile ? compiled : overOperands(args, compiled);
}

function evaluator(implementation: ScalarFunction, args: readonly Compiled[], context: FunctionContext): () => SqlValue {
  const [first, second] = args;
  const strict = implementation.nullIn === true;
  if (first && args.length === 1) {
    return () => {
      const value = first.evaluate();
      return strict && value === null ? null : implementation.evaluate([value], context);
    };
  }
  if (first && second && args.length === 2) {
    return () => {
      const a = first.evaluate();
      const b = second.evaluate();
      return strict && (a === null || b === null) ? null : implementation.evaluate([a, b], context);
    };
  }
  return () =>
    implementation.evaluate(
      args.map((argument) => argument.evaluate()),
      context,
    );
}

/** The word of a datepart argument, such as DAY of DATEADD(DAY, …). Throws SqlError 1023 for anything else. */
function datepart(argument: Expression, name: string): Compiled {
  const [word] = argument.kind === 'column' ? argument.parts : [];
  if (word === undefined || (argument.kind === 'column' && argument.parts.length > 1)) {
    throw new SqlError(1023, 15, 1, `Invalid parameter 1 specified for ${name.toLowerCase()}.`, { line: argument.position.line });
  }
  return { type: varchar, nullable: false, constant: true, evaluate: () => word };
}

function checkCount(name: string, { minimum, maximum }: ScalarFunction, count: number, line: number): void {
  if (count >= minimum && count <= maximum) return;
  const shown = name.toLowerCase();
  if (minimum === maximum) throw new SqlError(174, 15, 1, `The ${shown} function requires ${minimum} argument(s).`, { line });
  throw new SqlError(189, 15, 1, `The ${shown} function requires ${minimum} to ${maximum} arguments.`, { line });
}

function compileSessionFunction(scope: Scope, sessionFunction: SessionFunction, call: FunctionCall): Compiled {
  const args = call.arguments.map((argument) => compileScalar(scope, argument));
  const types = args.map((argument) => argument.type);
  const type = typeof sessionFunction.type === 'function' ? sessionFunction.type(types) : sessionFunction.type;
  return {
    type,
    nullable: true,
    evaluate: () =>
      sessionFunction.evaluate(
        args.map((argument) => argument.evaluate()),
        types,
      ),
  };
}
