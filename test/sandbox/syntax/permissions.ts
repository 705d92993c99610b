import type { ObjectName } from './expressionAst';
import { objectName } from './names';
import type { PermissionStatement, Statement } from './statementAst';
import type { TokenStream } from './tokenStream';

type Position = Statement['position'];
type Draft = Omit<PermissionStatement, 'kind' | 'position' | 'action'>;

/** GRANT, DENY and REVOKE: permissions in upper case; `onClass` is the word before `::`. */
export function permissionStatement(stream: TokenStream): PermissionStatement {
  const position = stream.position;
  const word = stream.next().upper;
  const action = word === 'GRANT' ? 'GRANT' : word === 'DENY' ? 'DENY' : 'REVOKE';
  if (action === 'REVOKE') stream.acceptWords('GRANT', 'OPTION', 'FOR');
  const permissions = stream.list(() => permission(stream));
  const securable = stream.acceptWords('ON') ? securableName(stream) : {};
  if (action !== 'REVOKE' || !stream.acceptWords('FROM')) stream.expectWords('TO');
  const principals = stream.list(() => principal(stream));
  stream.acceptWords('WITH', 'GRANT', 'OPTION');
  stream.acceptWords('CASCADE');
  if (stream.acceptWords('AS')) principal(stream);
  return { kind: 'permission', position, action, permissions, ...securable, principals };
}

function permission(stream: TokenStream): string {
  const words: string[] = [];
  while (!stream.isWord('ON') && !stream.isWord('TO') && !stream.isWord('FROM') && !stream.isOperator(',')) {
    if (stream.isOperator('(')) throw stream.unsupported('column permissions');
    if (stream.peek().kind !== 'word') throw stream.unexpected();
    words.push(stream.next().upper);
  }
  if (words.length === 0) throw stream.unexpected();
  return words.join(' ');
}

function securableName(stream: TokenStream): { readonly on: ObjectName; readonly onClass?: string } {
  let ahead = 0;
  while (stream.peek(ahead).kind === 'word' && ahead < 3) ahead++;
  if (!stream.isOperator('::', ahead)) return { on: objectName(stream) };
  const words = Array.from({ length: ahead }, () => stream.next().upper);
  stream.next();
  return { on: objectName(stream), onClass: words.join(' ') };
}

function principal(stream: TokenStream): string {
  return stream.isWord('PUBLIC') ? stream.next().text : stream.identifier();
}

/** CREATE LOGIN, USER, ROLE. The principals are the new one and, of a user, its login where one is named. */
export function createPrincipal(stream: TokenStream, word: 'LOGIN' | 'USER' | 'ROLE', position: Position): PermissionStatement {
  const name = stream.identifier();
  if (word === 'ROLE') {
    if (stream.acceptWords('AUTHORIZATION')) stream.identifier();
    return { kind: 'permission', position, action: 'CREATE ROLE', permissions: [], principals: [name] };
  }
  const draft = word === 'LOGIN' ? loginOptions(stream, name) : userOptions(stream, name);
  return { kind: 'permission', position, action: word === 'LOGIN' ? 'CREATE LOGIN' : 'CREATE USER', ...draft };
}

function loginOptions(stream: TokenStream, name: string): Draft {
  if (stream.isWord('FROM')) throw stream.unsupported('CREATE LOGIN … FROM');
  stream.expectWords('WITH');
  const password = principalOptions(stream);
  if (password === undefined) throw stream.unexpected();
  return { permissions: [], principals: [name], password };
}

function userOptions(stream: TokenStream, name: string): Draft {
  const principals = [name];
  if (stream.acceptWords('WITHOUT')) stream.expectWords('LOGIN');
  else if (stream.acceptWords('FOR') || stream.acceptWords('FROM')) {
    if (!stream.acceptWords('LOGIN')) throw stream.unsupported(`CREATE USER … ${stream.peek().text}`);
    principals.push(stream.identifier());
  }
  const password = stream.acceptWords('WITH') ? principalOptions(stream) : undefined;
  return { permissions: [], principals, ...(password !== undefined && { password }) };
}

/** `PASSWORD = '…', DEFAULT_DATABASE = x, …`: gives the password; the other options have no effect. */
function principalOptions(stream: TokenStream): string | undefined {
  let password: string | undefined;
  stream.list(() => {
    const option = stream.identifier().toUpperCase();
    stream.expectOperator('=');
    if (option === 'PASSWORD') {
      password = stream.string();
      stream.acceptWords('MUST_CHANGE');
    } else stream.next();
  });
  return password;
}

/** ALTER [SERVER] ROLE r ADD MEMBER m; the words before the name are already read. The role is in `permissions`. */
export function addMember(stream: TokenStream, position: Position): PermissionStatement {
  const role = stream.identifier();
  if (!stream.acceptWords('ADD')) throw stream.unsupported(`ALTER ROLE … ${stream.peek().text}`);
  stream.expectWords('MEMBER');
  return { kind: 'permission', position, action: 'ADD MEMBER', permissions: [role], principals: [stream.identifier()] };
}
