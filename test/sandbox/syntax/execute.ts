import type { Expression } from './expressionAst';
import { wordLiteral } from './literals';
import { objectName } from './names';
import { constantOrVariable } from './rowValues';
import type { ExecuteArgument, ExecuteStatement } from './statementAst';
import type { TokenStream } from './tokenStream';

/** EXEC in all its forms. */
export function executeStatement(stream: TokenStream): ExecuteStatement {
  const position = stream.position;
  if (!stream.acceptWords('EXEC')) stream.expectWords('EXECUTE');
  if (stream.isWord('AS')) throw stream.unsupported('EXECUTE AS');
  if (stream.isOperator('(')) return dynamicExecute(stream, position);
  if (stream.peek().kind === 'variable' && stream.isOperator('=', 1)) {
    const returnVariable = stream.variable();
    stream.next();
    return { ...procedureCall(stream, position), returnVariable };
  }
  return procedureCall(stream, position);
}

/** A procedure's name and arguments; a batch may begin with one without EXEC. */
export function procedureCall(stream: TokenStream, position: ExecuteStatement['position']): ExecuteStatement {
  const procedure: ExecuteStatement['procedure'] =
    stream.peek().kind === 'variable' ? { kind: 'variable', position: stream.position, name: stream.variable() } : objectName(stream);
  // `p;1` is the first of a numbered group of procedures.
  if (stream.isOperator(';') && stream.peek(1).kind === 'number') {
    if (stream.peek(1).text !== '1') throw stream.unsupported('numbered procedures');
    stream.next();
    stream.next();
  }
  const read = argumentFollows(stream) ? stream.list(() => argument(stream)) : [];
  const withRecompile = executeOptions(stream);
  return { kind: 'execute', position, procedure, arguments: read, withRecompile };
}

function dynamicExecute(stream: TokenStream, position: ExecuteStatement['position']): ExecuteStatement {
  stream.expectOperator('(');
  const text = stream.grammar.expression(stream);
  const read: ExecuteArgument[] = [];
  while (stream.acceptOperator(',')) read.push(argument(stream));
  stream.expectOperator(')');
  if (stream.isWord('AS')) throw stream.unsupported('EXECUTE … AS');
  const at = stream.acceptWords('AT') ? stream.identifier() : undefined;
  const withRecompile = executeOptions(stream);
  return { kind: 'execute', position, arguments: read, text, ...(at !== undefined && { at }), withRecompile };
}

function argumentFollows(stream: TokenStream): boolean {
  const token = stream.peek();
  if (token.kind === 'operator') return token.text === '-' || token.text === '+';
  if (token.kind === 'end') return false;
  if (token.kind !== 'word') return true;
  if (token.upper === 'NULL' || token.upper === 'DEFAULT') return true;
  // A bare word on the next line, with a colon behind, is a label.
  return stream.isIdentifier() && !(stream.isOperator(':', 1) && !stream.isOperator('::', 1));
}

function argument(stream: TokenStream): ExecuteArgument {
  let name: string | undefined;
  if (stream.peek().kind === 'variable' && stream.isOperator('=', 1)) {
    name = stream.variable();
    stream.next();
  }
  const position = stream.position;
  const value = stream.acceptWords('DEFAULT') ? ({ kind: 'default', position } as const) : argumentValue(stream);
  const output = stream.acceptWords('OUTPUT') || stream.acceptWords('OUT');
  return { ...(name !== undefined && { name }), value, output };
}

/** A constant, a variable, or a bare word that stands for its own text. */
export function argumentValue(stream: TokenStream): Expression {
  return stream.isIdentifier() ? wordLiteral(stream.next()) : constantOrVariable(stream);
}

function executeOptions(stream: TokenStream): boolean {
  let withRecompile = false;
  if (!stream.isWord('WITH') || !(stream.isWord('RECOMPILE', 1) || stream.isWord('RESULT', 1))) return false;
  stream.next();
  stream.list(() => {
    if (stream.acceptWords('RECOMPILE')) withRecompile = true;
    else {
      stream.expectWords('RESULT', 'SETS');
      if (!stream.acceptWords('UNDEFINED') && !stream.acceptWords('NONE')) throw stream.unsupported('WITH RESULT SETS with definitions');
    }
  });
  return withRecompile;
}
