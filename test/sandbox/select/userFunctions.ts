import type { Expression, FunctionCall } from '../syntax/expressionAst';
import type { Database, Module } from '../engine/model';
import { SqlError } from '../engine/sqlError';
import { compileScalar } from './compileScalar';
import { converted } from './conversion';
import { type Compiled, createContext, createScope, type Scope } from './scope';

/** A scalar user-defined function by its name of two or three parts. Throws SqlError 4121, 313, 8144, 229. */
export function compileUserFunction(scope: Scope, call: FunctionCall): Compiled {
  const { context } = scope;
  const { environment } = context;
  const { parts } = call.name;
  const [name = '', schemaName = '', databaseName = ''] = [...parts].reverse();
  const database: Database | undefined =
    databaseName === '' ? context.database : environment.server.databases.get(databaseName.toLowerCase());
  const schema = schemaName === '' ? context.schema : schemaName;
  const module = database?.schemas.get(schema.toLowerCase())?.modules.get(name.toLowerCase());
  if (!database || module?.type !== 'FN') throw unknownFunction(parts, call.position.line);
  environment.checkPermission('EXECUTE', database, module.schema, module.name);
  const args = compileArguments(scope, module, call);
  const { returns } = module.definition;
  if (!returns) throw unknownFunction(parts, call.position.line);
  return {
    type: environment.resolveType(returns),
    nullable: true,
    evaluate: () =>
      environment.callScalarFunction(
        module,
        args.map((argument) => argument.evaluate()),
      ),
  };
}

function unknownFunction(parts: readonly string[], line: number): SqlError {
  const message = `Cannot find either column "${parts[0] ?? ''}" or the user-defined function or aggregate "${parts.join('.')}", or the name is ambiguous.`;
  return new SqlError(4121, 16, 1, message, { line });
}

/** The arguments of a call of a user-defined function, converted to its parameters; DEFAULT takes the parameter's default. Throws SqlError 313, 8144. */
export function compileArguments(scope: Scope, module: Module, call: Pick<FunctionCall, 'name' | 'arguments'>): readonly Compiled[] {
  const shown = call.name.parts.join('.');
  const { line } = call.name.position;
  const { parameters } = module;
  if (call.arguments.length > parameters.length) {
    throw new SqlError(8144, 16, 2, `Procedure or function ${shown} has too many arguments specified.`, { line });
  }
  if (call.arguments.length < parameters.length) {
    throw new SqlError(313, 16, 2, `An insufficient number of arguments were supplied for the procedure or function ${shown}.`, { line });
  }
  const plain = createScope(createContext(scope.context.environment), []);
  return parameters.map((parameter, index) => {
    const argument = call.arguments[index];
    if (argument && !isDefault(argument)) return converted(compileScalar(scope, argument), parameter.type);
    if (parameter.default) return converted(compileScalar(plain, parameter.default), parameter.type);
    return { type: parameter.type, nullable: true, constant: true, evaluate: () => null };
  });
}

function isDefault(argument: Expression): boolean {
  return argument.kind === 'column' && argument.parts.length === 1 && argument.parts[0] === 'DEFAULT';
}
