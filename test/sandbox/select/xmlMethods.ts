import type { FunctionCall } from '../syntax/expressionAst';
import { NotInSandboxError } from '../engine/sqlError';
import { converter } from '../values/convert';
import { systemType } from '../values/types';
import { compileScalar } from './compileScalar';
import type { Compiled, Scope } from './scope';

/** Paths that mean all the text of the document or fragment. */
const wholeText = new Set(['.', '(.)[1]', './text()[1]', '(./text())[1]', 'text()[1]', '(text())[1]', '(/)[1]']);

/**
 * Methods of values: `.value('.', type)` of xml, as it stands behind FOR XML PATH to join text. Everything else is refused.
 */
export function compileMethod(scope: Scope, call: FunctionCall): Compiled {
  const name = call.name.parts[0] ?? '';
  const [path, typeName] = call.arguments;
  const { line } = call.position;
  if (!call.target || name !== 'value' || path?.kind !== 'literal' || typeName?.kind !== 'literal') {
    throw new NotInSandboxError(`the method ${name}`, line);
  }
  if (typeof path.value !== 'string' || !wholeText.has(path.value.trim()) || typeof typeName.value !== 'string') {
    throw new NotInSandboxError('XQuery other than the text of the whole value', line);
  }
  const target = compileScalar(scope, call.target);
  const type = typeOf(typeName.value);
  if (!type || target.type.name !== 'xml') throw new NotInSandboxError(`the method value of ${target.type.name}`, line);
  const convert = converter({ name: 'nvarchar', length: 'max' }, type, { explicit: true });
  return {
    type,
    nullable: true,
    evaluate: () => {
      const xml = target.evaluate();
      return typeof xml === 'string' ? convert(textOf(xml)) : null;
    },
  };
}

function typeOf(text: string): ReturnType<typeof systemType> {
  const match = /^\s*(\w+)\s*(?:\(\s*(max|\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*$/i.exec(text);
  if (!match) return undefined;
  const args = [match[2], match[3]].flatMap((part) =>
    part === undefined ? [] : [part.toLowerCase() === 'max' ? ('max' as const) : Number(part)],
  );
  return systemType((match[1] ?? '').toLowerCase(), args);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text of an XML fragment without its markup. */
function textOf(xml: string): string {
  return xml.replace(/<[^>]*>/g, '').replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole;
    return String.fromCodePoint(name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}
