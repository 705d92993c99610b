import { closestNames } from '../names/closestNames';
import { parseDeclaredType } from '../values/declaredType';
import type { DeclaredType } from '../values/declaredType';
import type { BoundColumn, BoundScalar, BoundTable } from './boundParameters';
import { unicodeMax } from './plainValue';
import type { ParameterProblem, SqlType, TableTypeColumn } from './procedureTypes';
import { readScalar } from './scalarValue';
import { told } from './told';

/** With thousands of rows the first problems tell what is wrong. */
const mostProblems = 20;

/** The rows of a table-valued parameter, or everything that is wrong with them. Rows count from 0. */
export function readTableRows(name: string, type: SqlType, value: unknown): BoundTable | ParameterProblem[] {
  const expected = 'a list of objects, one for each row: [{"column": value, …}]; [] for no rows';
  const whole = (message: string): ParameterProblem[] => [
    { parameter: name, type: type.text, message: `@${name} ${type.text} ${message}`, expected },
  ];
  if (value === null) {
    return whole('cannot be NULL: a table-valued parameter has rows, or none.');
  }
  if (!Array.isArray(value)) {
    return whole(`cannot take ${told(value)}.`);
  }
  if (type.columns === undefined) {
    return whole('cannot be sent: its columns are not known.');
  }
  return new TableReading(name, type, type.columns).read(value);
}

class TableReading {
  readonly #name: string;
  readonly #type: SqlType;
  readonly #columns: readonly TableTypeColumn[];
  readonly #problems: ParameterProblem[] = [];
  readonly #narrowed = new Map<string, Set<string>>();

  constructor(name: string, type: SqlType, columns: readonly TableTypeColumn[]) {
    this.#name = name;
    this.#type = type;
    this.#columns = columns;
  }

  read(given: readonly unknown[]): BoundTable | ParameterProblem[] {
    const rows = given.map((row, index) => this.#byColumn(row, index));
    const columns = this.#columns.map((column) => this.#bindColumn(column, rows));
    const sent = columns.flatMap((bound, index) => (bound.isDefault ? [] : [{ column: bound.column, index }]));
    const bound = rows.map((row, rowNumber) =>
      sent.map(({ column, index }) =>
        row.has(index) || column.nullable ? this.#readCell(column, rowNumber, row.get(index) ?? null) : undefined,
      ),
    );
    if (this.#problems.length > 0) {
      return this.#problems;
    }
    return {
      kind: 'table',
      type: this.#type,
      columns,
      rows: bound.map((row) => row.flatMap((cell) => cell ?? [])),
      narrowedCharacters: new Map([...this.#narrowed].map(([collation, characters]) => [collation, [...characters].join('')])),
    };
  }

  /** The values of a row by the index of their column. */
  #byColumn(row: unknown, rowNumber: number): Map<number, unknown> {
    const values = new Map<number, unknown>();
    const place = `${this.#name}[${String(rowNumber)}]`;
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      this.#problem(place, this.#type.text, `@${place} is ${told(row)}.`, 'an object: {"column": value, …}');
      return values;
    }
    for (const [name, value] of Object.entries(row)) {
      const index = this.#columnIndex(name);
      const column = this.#columns[index];
      const cell = `${place}.${name}`;
      if (column === undefined) {
        const names = this.#givable().map((each) => each.name);
        const near = closestNames(name, names);
        const hint = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
        this.#problem(
          cell,
          this.#type.text,
          `@${place}: ${this.#type.text} has no column ${JSON.stringify(name)}${hint}`,
          `the columns ${names.join(', ')}`,
        );
      } else if (column.generated) {
        this.#problem(cell, column.type.text, `@${cell}: the server fills the column ${column.name} itself.`, 'a row without it');
      } else if (values.has(index)) {
        this.#problem(cell, column.type.text, `@${cell}: the column ${column.name} is given twice.`, 'each column once');
      } else {
        values.set(index, value);
      }
    }
    return values;
  }

  #columnIndex(name: string): number {
    const exact = this.#columns.findIndex((column) => column.name === name);
    return exact >= 0 ? exact : this.#columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  }

  #givable(): TableTypeColumn[] {
    return this.#columns.filter((column) => !column.generated);
  }

  /** A column that no row gives is left to its default; one that some rows give is NULL in the others, as in an INSERT. */
  #bindColumn(column: TableTypeColumn, rows: readonly ReadonlyMap<number, unknown>[]): BoundColumn {
    const index = this.#columns.indexOf(column);
    const sentType = sentTypeOf(column.type);
    const lacking = rows.findIndex((row) => !row.has(index));
    if (column.generated || (lacking >= 0 && (column.default !== null || column.nullable) && rows.every((row) => !row.has(index)))) {
      return { column, sentType, isDefault: true };
    }
    if (lacking >= 0 && (column.default !== null || !column.nullable)) {
      const place = `${this.#name}[${String(lacking)}].${column.name}`;
      this.#problem(
        place,
        column.type.text,
        column.default === null
          ? `@${this.#name}[${String(lacking)}] lacks the column ${column.name}, which has no default and takes no NULL.`
          : `@${this.#name}[${String(lacking)}] lacks the column ${column.name}, which other rows give: its default (${column.default}) applies to all rows or to none.`,
        column.default === null ? `${column.name} in every row` : `${column.name} in every row or in no row`,
      );
    }
    return { column, sentType, isDefault: false };
  }

  #readCell(column: TableTypeColumn, rowNumber: number, value: unknown): BoundScalar | undefined {
    const place = `${this.#name}[${String(rowNumber)}].${column.name}`;
    if (value === null && !column.nullable) {
      this.#problem(place, column.type.text, `@${place} ${column.type.text} takes no NULL.`, 'a value');
      return undefined;
    }
    const bound = readCell(column.type, value);
    if (!('kind' in bound)) {
      this.#problem(
        place,
        column.type.text,
        `@${place} ${column.type.text} cannot take ${told(value)}: it ${bound.reason}.`,
        bound.expected,
      );
      return undefined;
    }
    if (bound.conversion?.narrowed !== undefined && typeof bound.sent.value === 'string') {
      this.#narrow(column.collation ?? '', bound.sent.value);
    }
    return bound;
  }

  #narrow(collation: string, text: string): void {
    const characters = this.#narrowed.get(collation) ?? new Set();
    this.#narrowed.set(collation, characters);
    for (const character of text) {
      if (character > '\x7F') {
        characters.add(character);
      }
    }
  }

  #problem(parameter: string, type: string, message: string, expected: string): void {
    if (this.#problems.length < mostProblems) {
      this.#problems.push({ parameter, type, message, expected });
    }
  }
}

/** What has to be made by a method cannot be made inside the rows of a table-valued parameter; text that the server converts itself can. */
function readCell(type: SqlType, value: unknown): ReturnType<typeof readScalar> {
  const bound = readScalar(type, value);
  if (!('kind' in bound) || value === null) {
    return bound;
  }
  const isNarrow = bound.conversion?.narrowed !== undefined || /^(?:var)?char$/u.test(bound.sent.type.name ?? '');
  if (type.base === 'sql_variant' && isNarrow) {
    return {
      reason: 'is text of a code page, which a sql_variant in a row of a table-valued parameter cannot carry',
      expected: 'a type such as nvarchar(20)',
    };
  }
  const method = bound.conversion?.before ?? '';
  const isUsualSpatial = /^(?:geography::.*|geometry::.*)$/u.test(method) && ['geography', 'geometry'].includes(type.base);
  if (isUsualSpatial && bound.conversion?.after !== (type.base === 'geography' ? ', 4326)' : ', 0)')) {
    return { reason: 'has an SRID of its own, which a row of a table-valued parameter cannot carry', expected: 'WKT without SRID' };
  }
  return bound.sent.type.name === 'varbinary' && type.kind === 'clr'
    ? { reason: 'is the bytes of a value, which a row of a table-valued parameter cannot carry', expected: 'the text of the value' }
    : bound;
}

/** The type in which the rows carry a column: its own, or text that the server converts. */
function sentTypeOf(type: SqlType): DeclaredType {
  const declared = parseDeclaredType(type.baseText);
  return 'problem' in declared || declared.name === undefined || sentAsText.has(declared.name) ? unicodeMax : declared;
}

const sentAsText: ReadonlySet<string> = new Set([
  'char',
  'varchar',
  'text',
  'ntext',
  'xml',
  'json',
  'vector',
  'hierarchyid',
  'geography',
  'geometry',
]);
