import { NotInSandboxError, SqlError } from '../engine/sqlError';
import type { ForClause } from '../syntax/queryAst';
import type { SqlValue } from '../values/sqlValue';
import { autoLevels, documentText, type AutoLevel, type ForColumn } from './forColumn';
import { isSameObject } from './forJson';
import { xmlName, XmlWriter } from './xmlWriter';

type Row = readonly SqlValue[];
type XmlClause = Pick<ForClause, 'mode' | 'root' | 'elementName' | 'elements' | 'includeNullValues'>;

const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * The text of FOR XML, or null when there is nothing. Throws SqlError 6800 (AUTO without a table), 6809 (a column without a name),
 * 6852 (an attribute behind an element), 6864 (an attribute without an element), and NotInSandboxError for EXPLICIT.
 */
export function formatXml(columns: readonly ForColumn[], rows: Iterable<Row>, clause: XmlClause): string | null {
  const writer = new XmlWriter();
  if (clause.root !== undefined) {
    writer.start(clause.root);
    if (clause.includeNullValues) writer.attribute('xmlns:xsi', instanceNamespace);
  }
  switch (clause.mode) {
    case 'PATH':
      for (const row of rows) pathRow(writer, columns, row, clause);
      break;
    case 'RAW':
      requireNames(columns);
      for (const row of rows) rawRow(writer, columns, row, clause);
      break;
    case 'AUTO': {
      requireNames(columns);
      if (!columns.some((column) => column.source !== undefined)) {
        throw new SqlError(
          6800,
          16,
          1,
          'FOR XML AUTO requires at least one table for generating XML tags. Use FOR XML RAW or add a FROM clause with a table name.',
        );
      }
      autoRows(writer, autoLevels(columns), [...rows], clause);
      break;
    }
    case 'EXPLICIT':
      throw new NotInSandboxError('FOR XML EXPLICIT');
  }
  if (clause.root !== undefined) writer.end();
  return writer.text === '' ? null : writer.text;
}

function requireNames(columns: readonly ForColumn[]): void {
  if (!columns.some((column) => column.name === '')) return;
  throw new SqlError(
    6809,
    16,
    1,
    'Unnamed tables cannot be used as XML identifiers as well as unnamed columns cannot be used for attribute names. Name unnamed columns/tables using AS in the SELECT statement.',
  );
}

function startRow(writer: XmlWriter, name: string, clause: XmlClause): void {
  writer.start(name);
  if (clause.includeNullValues && clause.root === undefined && writer.depth === 1) writer.attribute('xmlns:xsi', instanceNamespace);
}

function nullElement(writer: XmlWriter, name: string): void {
  writer.start(name);
  writer.attribute('xsi:nil', 'true');
  writer.end();
}

function put(writer: XmlWriter, value: SqlValue, column: ForColumn): void {
  if (column.type.name === 'xml') writer.raw(documentText(value, column.type));
  else writer.content(documentText(value, column.type));
}

function rawRow(writer: XmlWriter, columns: readonly ForColumn[], row: Row, clause: XmlClause): void {
  startRow(writer, clause.elementName ?? 'row', clause);
  columns.forEach((column, ordinal) => {
    cell(writer, column, row[ordinal] ?? null, clause);
  });
  writer.end();
}

/** RAW and AUTO: an attribute, or an element with ELEMENTS; XML is an element always. */
function cell(writer: XmlWriter, column: ForColumn, value: SqlValue, clause: XmlClause): void {
  const name = xmlName(column.name);
  const isElement = clause.elements || column.type.name === 'xml';
  if (value === null) {
    if (isElement && clause.includeNullValues) nullElement(writer, name);
    return;
  }
  if (!isElement) {
    writer.attribute(name, documentText(value, column.type));
    return;
  }
  writer.start(name);
  put(writer, value, column);
  writer.end();
}

/** Rows that follow one another with the same values of a level share its element. */
function autoRows(writer: XmlWriter, levels: readonly AutoLevel[], rows: readonly Row[], clause: XmlClause): void {
  const [level, ...below] = levels;
  if (!level) return;
  let start = 0;
  while (start < rows.length) {
    const first = rows[start] ?? [];
    startRow(writer, xmlName(level.source), clause);
    for (const { column, ordinal } of level.columns) cell(writer, column, first[ordinal] ?? null, clause);
    let end = start + 1;
    if (below.length > 0) {
      while (end < rows.length && isSameObject(level, first, rows[end] ?? [])) end++;
      autoRows(writer, below, rows.slice(start, end), clause);
    }
    writer.end();
    start = end;
  }
}

/** Names that put a value in the place of content, not in an element of its own. */
const contentNames = new Set(['', '*', 'node()', 'text()', 'data()']);

function pathRow(writer: XmlWriter, columns: readonly ForColumn[], row: Row, clause: XmlClause): void {
  const wrapper = clause.elementName ?? 'row';
  if (wrapper !== '') startRow(writer, wrapper, clause);
  const open: string[] = [];
  let lastIsData = false;
  columns.forEach((column, ordinal) => {
    const value = row[ordinal] ?? null;
    const steps = column.name.split('/');
    const last = steps.at(-1) ?? '';
    const isAttribute = last.startsWith('@');
    const isContent = contentNames.has(last);
    const path = isAttribute || isContent ? steps.slice(0, -1) : steps;
    let shared = 0;
    while (shared < open.length && shared < path.length && open[shared] === path[shared]) shared++;
    while (open.length > shared) {
      open.pop();
      writer.end();
    }
    if (value === null) {
      if (clause.includeNullValues && !isAttribute && !isContent) {
        for (const step of path.slice(shared, -1)) enter(writer, open, step);
        nullElement(writer, xmlName(last));
      }
      lastIsData = false;
      return;
    }
    for (const step of path.slice(shared)) enter(writer, open, step);
    if (isAttribute) {
      if (wrapper === '' && path.length === 0) {
        throw new SqlError(
          6864,
          16,
          1,
          'Row tag omission (empty row tag name) cannot be used with attribute-centric FOR XML serialization.',
        );
      }
      if (!writer.inTag) {
        throw new SqlError(
          6852,
          16,
          1,
          `Attribute-centric column '${column.name}' must not come after a non-attribute-centric sibling in XML hierarchy in FOR XML PATH.`,
        );
      }
      writer.attribute(xmlName(last.slice(1)), documentText(value, column.type));
    } else {
      // Values of data() in a row form a list.
      if (last === 'data()' && lastIsData) writer.content(' ');
      put(writer, value, column);
    }
    lastIsData = last === 'data()';
  });
  while (open.length > 0) {
    open.pop();
    writer.end();
  }
  if (wrapper !== '') writer.end();
}

function enter(writer: XmlWriter, open: string[], step: string): void {
  writer.start(xmlName(step));
  open.push(step);
}
