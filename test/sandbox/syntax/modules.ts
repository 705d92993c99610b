import { argumentValue } from './execute';
import { nameList, objectName, typeReference } from './names';
import type { CreateModuleStatement, ModuleParameter, ReturnStatement, Statement } from './statementAst';
import { syntaxError } from './syntaxErrors';
import { tableDefinition } from './tableDefinitions';
import type { TokenStream } from './tokenStream';

type Form = CreateModuleStatement['form'];
type Module = CreateModuleStatement['module'];
type Base = Omit<CreateModuleStatement, 'parameters' | 'options' | 'body'>;

/** The module that CREATE, ALTER or CREATE OR ALTER makes, when one is at the front. */
export function moduleFollows(stream: TokenStream): Module | undefined {
  if (stream.isWord('PROC')) return 'PROCEDURE';
  return (['PROCEDURE', 'FUNCTION', 'VIEW', 'TRIGGER'] as const).find((word) => stream.isWord(word));
}

/**
 * A procedure, function, view or trigger: it is alone in its batch and takes all of it. `isFirst` says that nothing stands
 * before it; otherwise SqlError 111 is thrown.
 */
export function moduleStatement(stream: TokenStream, form: Form, position: Statement['position'], isFirst: boolean): CreateModuleStatement {
  const module = moduleFollows(stream);
  if (module === undefined) throw stream.unexpected();
  if (!isFirst) {
    const shown = module === 'PROCEDURE' || form === 'CREATE OR ALTER' ? 'CREATE/ALTER' : form;
    throw syntaxError(111, `'${shown} ${module}' must be the first statement in a query batch.`, position.line);
  }
  stream.next();
  const name = objectName(stream);
  const base: Base = { kind: 'createModule', position, module, form, name, text: stream.text, inline: false, columns: [], events: [] };
  stream.inModule = true;
  switch (module) {
    case 'PROCEDURE':
      return procedure(stream, base);
    case 'FUNCTION':
      return scalarOrTableFunction(stream, base);
    case 'VIEW':
      return view(stream, base);
    case 'TRIGGER':
      return trigger(stream, base);
  }
}

function procedure(stream: TokenStream, base: Base): CreateModuleStatement {
  const number = stream.acceptOperator(';') ? Number(stream.next().text) : undefined;
  const parenthesized = stream.acceptOperator('(');
  const parameters = stream.peek().kind === 'variable' ? stream.list(() => parameter(stream)) : [];
  if (parenthesized) stream.expectOperator(')');
  const options = moduleOptions(stream);
  if (stream.acceptWords('FOR')) stream.expectWords('REPLICATION');
  stream.expectWords('AS');
  return { ...base, ...(number !== undefined && { number }), parameters, options, body: moduleBody(stream) };
}

function parameter(stream: TokenStream): ModuleParameter {
  const name = stream.variable();
  stream.acceptWords('AS');
  if (stream.isWord('CURSOR')) throw stream.unsupported('cursor parameters');
  const type = typeReference(stream);
  if (!stream.acceptWords('NOT', 'NULL')) stream.acceptWords('NULL');
  const value = stream.acceptOperator('=') ? argumentValue(stream) : undefined;
  let output = false;
  let readOnly = false;
  for (;;) {
    if (stream.acceptWords('OUTPUT') || stream.acceptWords('OUT')) output = true;
    else if (stream.acceptWords('READONLY')) readOnly = true;
    else break;
  }
  return { name, type, ...(value && { default: value }), output, readOnly };
}

function scalarOrTableFunction(stream: TokenStream, base: Base): CreateModuleStatement {
  stream.expectOperator('(');
  const parameters = stream.isOperator(')') ? [] : stream.list(() => parameter(stream));
  stream.expectOperator(')');
  stream.expectWords('RETURNS');
  if (stream.acceptWords('TABLE')) {
    const options = moduleOptions(stream);
    stream.acceptWords('AS');
    return { ...base, parameters, options, inline: true, body: [inlineReturn(stream)] };
  }
  if (stream.peek().kind === 'variable') {
    const variable = stream.variable();
    stream.expectWords('TABLE');
    const returnsTable = { variable, definition: tableDefinition(stream) };
    return { ...base, parameters, returnsTable, ...functionBody(stream) };
  }
  const returns = typeReference(stream);
  return { ...base, parameters, returns, ...functionBody(stream) };
}

function functionBody(stream: TokenStream): Pick<CreateModuleStatement, 'options' | 'body'> {
  const options = moduleOptions(stream);
  stream.acceptWords('AS');
  if (!stream.isWord('BEGIN')) throw stream.isWord('EXTERNAL') ? stream.unsupported('EXTERNAL NAME') : stream.unexpected();
  return { options, body: moduleBody(stream) };
}

function inlineReturn(stream: TokenStream): ReturnStatement {
  const position = stream.position;
  stream.expectWords('RETURN');
  const parenthesized = stream.isOperator('(') && stream.isWord('WITH', 1) && stream.acceptOperator('(');
  const query = stream.grammar.select(stream);
  if (parenthesized) stream.expectOperator(')');
  endOfModule(stream);
  return { kind: 'return', position, query };
}

function view(stream: TokenStream, base: Base): CreateModuleStatement {
  const columns = stream.isOperator('(') ? nameList(stream) : [];
  const options = moduleOptions(stream);
  stream.expectWords('AS');
  const query = stream.grammar.select(stream);
  const checked = stream.acceptWords('WITH', 'CHECK', 'OPTION') ? ['CHECK OPTION'] : [];
  endOfModule(stream);
  return { ...base, parameters: [], options: [...options, ...checked], columns, query, body: [] };
}

function trigger(stream: TokenStream, base: Base): CreateModuleStatement {
  stream.expectWords('ON');
  if (stream.isWord('DATABASE') || stream.isWord('ALL')) throw stream.unsupported('DDL and logon triggers');
  const on = objectName(stream);
  const options = moduleOptions(stream);
  const insteadOf = stream.acceptWords('INSTEAD', 'OF');
  if (!insteadOf && !stream.acceptWords('FOR')) stream.expectWords('AFTER');
  const events = stream.list(() => {
    const event = (['INSERT', 'UPDATE', 'DELETE'] as const).find((word) => stream.acceptWords(word));
    if (event === undefined) throw stream.unexpected();
    return event;
  });
  if (stream.acceptWords('NOT')) stream.expectWords('FOR', 'REPLICATION');
  stream.expectWords('AS');
  return { ...base, parameters: [], options, on, timing: insteadOf ? 'INSTEAD OF' : 'AFTER', events, body: moduleBody(stream) };
}

/** `WITH RECOMPILE, EXECUTE AS OWNER`: each option in upper case. */
function moduleOptions(stream: TokenStream): string[] {
  if (!stream.acceptWords('WITH')) return [];
  return stream.list(() => {
    if (stream.acceptWords('EXECUTE') || stream.acceptWords('EXEC')) {
      stream.expectWords('AS');
      return `EXECUTE AS ${stream.isString() ? `'${stream.string()}'` : stream.identifier().toUpperCase()}`;
    }
    if (stream.isWord('NATIVE_COMPILATION')) throw stream.unsupported('native compilation');
    if (stream.acceptWords('RETURNS', 'NULL', 'ON', 'NULL', 'INPUT')) return 'RETURNS NULL ON NULL INPUT';
    if (stream.acceptWords('CALLED', 'ON', 'NULL', 'INPUT')) return 'CALLED ON NULL INPUT';
    const option = stream.identifier().toUpperCase();
    if (option === 'INLINE' && stream.acceptOperator('=')) return `INLINE = ${stream.next().upper}`;
    return option;
  });
}

function moduleBody(stream: TokenStream): Statement[] {
  if (stream.isWord('EXTERNAL')) throw stream.unsupported('EXTERNAL NAME');
  const body = stream.grammar.statements(stream, []);
  if (body.length === 0) throw stream.unexpected();
  return body;
}

function endOfModule(stream: TokenStream): void {
  while (stream.acceptOperator(';'));
  if (!stream.atEnd) throw stream.unexpected();
}
