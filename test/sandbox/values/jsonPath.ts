import { SqlError } from '../engine/sqlError';
import { parseJson, type JsonNode } from './jsonText';

export type JsonPathStep = { readonly kind: 'member'; readonly name: string } | { readonly kind: 'item'; readonly index: number };

/** A path of JSON_VALUE and the like. Source: "JSON path expressions" of the documentation. */
export interface JsonPath {
  /** strict: a missing part is an error; lax (the default): it is NULL. */
  readonly strict: boolean;
  /** JSON_MODIFY only. */
  readonly append: boolean;
  readonly steps: readonly JsonPathStep[];
}

const paths = new Map<string, JsonPath>();

/** Reads a path. Throws SqlError 13607 with the offending character and its position. */
export function parseJsonPath(text: string): JsonPath {
  const known = paths.get(text);
  if (known !== undefined) return known;
  const parsed = readPath(text);
  if (paths.size > 500) paths.clear();
  paths.set(text, parsed);
  return parsed;
}

function pathError(text: string, index: number): SqlError {
  const character = text[index] ?? '.';
  return new SqlError(
    13607,
    16,
    4,
    `JSON path is not properly formatted. Unexpected character '${character}' is found at position ${String(index)}.`,
  );
}

function readPath(text: string): JsonPath {
  const head = /^\s*(append\s+)?(?:(lax|strict)\s+)?\s*(append\s+)?/i.exec(text);
  let index = head?.[0].length ?? 0;
  if (text[index] !== '$') throw pathError(text, index);
  index++;
  const steps: JsonPathStep[] = [];
  while (index < text.length) {
    const step = /\.(?:"((?:[^"\\]|\\.)*)"|([\p{L}_$#@][\p{L}\p{N}_$#@]*))|\[(\d+)\]|\s+$/uy;
    step.lastIndex = index;
    const match = step.exec(text);
    if (match === null) throw pathError(text, text[index] === '.' || text[index] === '[' ? index + 1 : index);
    index = step.lastIndex;
    const [, quoted, plain, item] = match;
    if (quoted !== undefined) steps.push({ kind: 'member', name: quoted.replace(/\\(.)/g, '$1') });
    else if (plain !== undefined) steps.push({ kind: 'member', name: plain });
    else if (item !== undefined) steps.push({ kind: 'item', index: Number(item) });
  }
  return {
    strict: head?.[2]?.toLowerCase() === 'strict',
    append: head?.[1] !== undefined || head?.[3] !== undefined,
    steps,
  };
}

/** Follows a path from a node; undefined when a part is missing. Of members with one name the first counts. */
export function followPath(node: JsonNode, steps: readonly JsonPathStep[]): JsonNode | undefined {
  let current: JsonNode | undefined = node;
  for (const step of steps) {
    if (current === undefined) return undefined;
    current = child(current, step);
  }
  return current;
}

function child(node: JsonNode, step: JsonPathStep): JsonNode | undefined {
  if (step.kind === 'item') return node.kind === 'array' ? node.items[step.index] : undefined;
  return node.kind === 'object' ? node.members.find((member) => member.name === step.name)?.value : undefined;
}

/** 13608: a strict path leads nowhere. */
export function missingProperty(): SqlError {
  return new SqlError(13608, 16, 1, 'Property cannot be found on the specified JSON path.');
}

/**
 * JSON_VALUE: the scalar at the path, or null. Throws SqlError 13609 for text that is no JSON, and with a strict path 13608
 * (nothing there), 13623 (an object or array is there) and 13625 (longer than 4,000).
 */
export function jsonValue(text: string, pathText: string): string | null {
  const path = parseJsonPath(pathText);
  const node = followPath(parseJson(text), path.steps);
  if (node === undefined) {
    if (path.strict) throw missingProperty();
    return null;
  }
  if (node.kind === 'object' || node.kind === 'array') {
    if (path.strict) throw new SqlError(13623, 16, 1, 'Scalar value cannot be found in the specified JSON path.');
    return null;
  }
  if (node.kind === 'null') return null;
  if (node.text.length > 4000) {
    if (path.strict) throw new SqlError(13625, 16, 1, 'String value in the specified JSON path would be truncated.');
    return null;
  }
  return node.text;
}

/** JSON_QUERY: the object or array at the path, letter for letter, or null. Throws SqlError 13609, 13608 and 13624 as `jsonValue`. */
export function jsonQuery(text: string, pathText: string): string | null {
  const path = parseJsonPath(pathText);
  const node = followPath(parseJson(text), path.steps);
  if (node === undefined) {
    if (path.strict) throw missingProperty();
    return null;
  }
  if (node.kind !== 'object' && node.kind !== 'array') {
    if (path.strict) throw new SqlError(13624, 16, 1, 'Object or array cannot be found in the specified JSON path.');
    return null;
  }
  return text.slice(node.start, node.end);
}

/**
 * JSON_MODIFY: the text with the value at the path set, added or appended; everything else stays letter for letter.
 * `replacement` is JSON text; null deletes a member (lax) or sets null (strict). Throws SqlError 13609 and, strict, 13608.
 */
export function jsonModify(text: string, pathText: string, replacement: string | null): string {
  const path = parseJsonPath(pathText);
  const root = parseJson(text);
  const last = path.steps.at(-1);
  if (last === undefined && !path.append) throw new SqlError(13619, 16, 1, 'Unsupported JSON path found in argument 2 of JSON_MODIFY.');
  const target = followPath(root, path.steps);
  if (path.append) {
    if (target?.kind === 'array') return insertAt(text, target.end - 1, target.items.length > 0, replacement ?? 'null');
    if (target !== undefined || path.strict) throw missingProperty();
    return last === undefined ? text : addMember(text, root, path.steps, last, `[${replacement ?? 'null'}]`);
  }
  if (target !== undefined) {
    if (replacement !== null || path.strict || last?.kind === 'item') return splice(text, target.start, target.end, replacement ?? 'null');
    return removeMember(text, root, path.steps);
  }
  if (path.strict) throw missingProperty();
  if (replacement === null || last === undefined) return text;
  return addMember(text, root, path.steps, last, replacement);
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function insertAt(text: string, index: number, comma: boolean, value: string): string {
  return splice(text, index, index, comma ? `,${value}` : value);
}

function addMember(text: string, root: JsonNode, steps: readonly JsonPathStep[], last: JsonPathStep, value: string): string {
  const parent = followPath(root, steps.slice(0, -1));
  if (parent?.kind === 'object' && last.kind === 'member') {
    return insertAt(text, parent.end - 1, parent.members.length > 0, `${JSON.stringify(last.name)}:${value}`);
  }
  if (parent?.kind === 'array' && last.kind === 'item' && last.index === parent.items.length) {
    return insertAt(text, parent.end - 1, parent.items.length > 0, value);
  }
  return text;
}

function removeMember(text: string, root: JsonNode, steps: readonly JsonPathStep[]): string {
  const parent = followPath(root, steps.slice(0, -1));
  const last = steps.at(-1);
  if (parent?.kind !== 'object' || last?.kind !== 'member') return text;
  const index = parent.members.findIndex((member) => member.name === last.name);
  const member = parent.members[index];
  if (member === undefined) return text;
  const next = parent.members[index + 1];
  if (next !== undefined) return splice(text, member.start, next.start, '');
  const previous = parent.members[index - 1];
  return splice(text, previous === undefined ? member.start : previous.value.end, member.value.end, '');
}
