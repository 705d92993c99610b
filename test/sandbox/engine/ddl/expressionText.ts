import type { Expression, TypeReference } from '../../syntax/expressionAst';
import { toText } from '../../values/format';

/**
 * The text under which the product keeps a default, check or computed expression: columns in brackets, numbers in parentheses, functions
 * in lower case, CAST as CONVERT, BETWEEN and IN written out. Undefined for an expression it has no such text for.
 */
export function expressionText(expression: Expression): string | undefined {
  try {
    return `(${print(expression)})`;
  } catch (error) {
    if (error instanceof Unprintable) return undefined;
    throw error;
  }
}

class Unprintable extends Error {}

/** How tightly AND, OR and the arithmetic operators bind. */
const levels: Readonly<Record<string, number>> = { OR: 1, AND: 2, '+': 5, '-': 5, '&': 5, '|': 5, '^': 5, '||': 5, '*': 6, '/': 6, '%': 6 };

function print(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return literal(expression);
    case 'column':
      return expression.parts.map((part) => `[${part.replaceAll(']', ']]')}]`).join('.');
    case 'globalVariable':
      return expression.name.toLowerCase();
    case 'unary':
      if (expression.operator === 'NOT') return `NOT ${operand(expression.operand, 3)}`;
      return expression.operator === '-' && expression.operand.kind === 'literal'
        ? `(-${bare(print(expression.operand))})`
        : `${expression.operator}${operand(expression.operand, 9)}`;
    case 'binary':
      return binary(expression);
    case 'case':
      return [
        `case${expression.input ? ` ${print(expression.input)}` : ''}`,
        ...expression.branches.map(({ when, then }) => `when ${print(when)} then ${print(then)}`),
        ...(expression.otherwise ? [`else ${print(expression.otherwise)}`] : []),
        'end',
      ].join(' ');
    case 'function':
      return call(expression);
    case 'cast':
      return cast(expression);
    case 'in':
      if (!Array.isArray(expression.values)) throw new Unprintable();
      return inList(expression.operand, expression.values, expression.negated);
    case 'between': {
      const value = operand(expression.operand, 4);
      return expression.negated
        ? `${value}<${print(expression.low)} OR ${value}>${print(expression.high)}`
        : `${value}>=${print(expression.low)} AND ${value}<=${print(expression.high)}`;
    }
    case 'like':
      return `${operand(expression.operand, 4)} ${expression.negated ? 'NOT ' : ''}like ${print(expression.pattern)}${expression.escape ? ` escape ${print(expression.escape)}` : ''}`;
    case 'isNull':
      return `${operand(expression.operand, 4)} IS ${expression.negated ? 'NOT ' : ''}NULL`;
    case 'collate':
      return `${operand(expression.operand, 9)} collate ${expression.collation}`;
    case 'nextValue':
      return `NEXT VALUE FOR ${expression.sequence.parts.map((part) => `[${part}]`).join('.')}`;
    case 'variable':
    case 'subquery':
    case 'exists':
    case 'quantified':
    case 'isDistinct':
    case 'atTimeZone':
      throw new Unprintable();
  }
}

function bare(text: string): string {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
}

function literal({ value, type }: Extract<Expression, { kind: 'literal' }>): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `${type.name.startsWith('n') ? 'N' : ''}'${value.replaceAll("'", "''")}'`;
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex').toUpperCase()}`;
  if (type.name === 'float' || type.name === 'real')
    return `(${typeof value === 'number' ? value.toExponential().replace(/e\+?(-?)(\d+)$/, 'e$1$2') : toText(value, type)})`;
  if (type.name === 'money') return `($${toText(value, type)})`;
  return `(${toText(value, type)})`;
}

function binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): string {
  const level = levels[operator] ?? 4;
  const word = operator === 'AND' || operator === 'OR' ? ` ${operator} ` : operator;
  const isLogical = operator === 'AND' || operator === 'OR';
  return `${operand(left, isLogical ? level : level + 1)}${word}${operand(right, level + 1)}`;
}

/** An operand in parentheses where it binds less tightly than its place asks. */
function operand(expression: Expression, level: number): string {
  const text = print(expression);
  return levelOf(expression) < level ? `(${text})` : text;
}

function levelOf(expression: Expression): number {
  if (expression.kind === 'binary') return levels[expression.operator] ?? 4;
  if (expression.kind === 'unary') return expression.operator === 'NOT' ? 3 : 9;
  if (expression.kind === 'between') return expression.negated ? 1 : 2;
  if (expression.kind === 'in') return expression.negated ? 2 : 1;
  if (expression.kind === 'like' || expression.kind === 'isNull') return 4;
  return 10;
}

function call(expression: Extract<Expression, { kind: 'function' }>): string {
  if (expression.over || expression.withinGroup || expression.target) throw new Unprintable();
  const { parts } = expression.name;
  const [only = ''] = parts;
  const name = parts.length === 1 ? only.toLowerCase() : parts.map((part) => `[${part}]`).join('.');
  if (name === 'iif') return iif(expression.arguments);
  if (name === 'coalesce') return coalesce(expression.arguments);
  if (name === 'current_timestamp') return 'getdate()';
  const first = expression.arguments[0];
  const args = expression.arguments.map((each) =>
    each === first && datepartFunctions.has(name) && each.kind === 'column' ? each.parts.join('.') : print(each),
  );
  return `${name}(${args.join(',')})`;
}

const datepartFunctions = new Set(['dateadd', 'datediff', 'datediff_big', 'datepart', 'datename', 'datetrunc', 'date_bucket']);

function iif([condition, yes, no]: readonly Expression[]): string {
  if (!condition || !yes || !no) throw new Unprintable();
  return `case when ${print(condition)} then ${print(yes)} else ${print(no)} end`;
}

function coalesce(args: readonly Expression[]): string {
  const branches = args.slice(0, -1).map((each) => `when ${print(each)} IS NOT NULL then ${print(each)}`);
  const last = args.at(-1);
  if (!last) throw new Unprintable();
  return `case ${branches.join(' ')} else ${print(last)} end`;
}

function cast(expression: Extract<Expression, { kind: 'cast' }>): string {
  const style = expression.style ? `,${print(expression.style)}` : '';
  return `${expression.isTry ? 'TRY_CAST' : 'CONVERT'}(${typeText(expression.type)},${print(expression.operand)}${style})`;
}

function typeText(type: TypeReference): string {
  const name = type.name.parts.map((part) => `[${part}]`).join('.');
  return type.arguments.length > 0 ? `${name}(${type.arguments.join(',')})` : name;
}

function inList(value: Expression, list: readonly Expression[], negated: boolean): string {
  const left = operand(value, 4);
  const [sign, word] = negated ? ['<>', ' AND '] : ['=', ' OR '];
  // The product writes the list from its end.
  return [...list]
    .reverse()
    .map((each) => `${left}${sign}${print(each)}`)
    .join(word);
}
