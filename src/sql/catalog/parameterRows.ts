import type { ParameterFacts } from '../../core/procedures/procedurePort';
import type { SqlType, TableTypeColumn } from '../../core/procedures/procedureTypes';
import type { CellRow } from '../../core/values/cellEncoding';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import { declaredType } from './declaredTypes';

/** The rows of one round trip that describe parameters, each beginning with what it is. */
export interface ParameterRows {
  readonly parameters: readonly CellRow[];
  /** Of the table types among the parameters. */
  readonly columns: readonly CellRow[];
  readonly vectors: readonly CellRow[];
}

/** Rows of `parameter`, in order: see PARAMETER_COLUMNS of the questions. */
export function parameterFacts(rows: ParameterRows, kind: 'sql' | 'clr' | 'extended', notes: string[]): ParameterFacts[] {
  const columns = tableTypeColumns(rows);
  return rows.parameters.map((row) => {
    const [, , ordinal, name, isOutput, isCursor, nullable, hasDefault, defaultValue, typeId] = row;
    const type = typeAt(row, 10, vectorOf(rows.vectors, null, ordinal));
    if (row[10] === null && isCursor !== true) {
      notes.push(`The type of @${textOf(name).slice(1)} is not visible to the login; shown is the system type below it.`);
    }
    const cursor: SqlType = { text: 'cursor', kind: 'system', base: 'cursor', baseText: 'cursor' };
    return {
      name: textOf(name).replace(/^@/u, ''),
      ordinal: numberOf(ordinal),
      type: isCursor === true ? cursor : type.kind === 'table' ? { ...type, columns: columns.get(numberOf(typeId)) ?? [] } : type,
      isOutput: isOutput === true,
      isCursor: isCursor === true,
      nullable: typeof nullable === 'boolean' ? nullable : undefined,
      ...(kind === 'clr' ? { clrDefault: hasDefault === true ? { value: defaultValue ?? null } : 'none' } : {}),
    };
  });
}

function tableTypeColumns({ columns, vectors }: ParameterRows): Map<number, TableTypeColumn[]> {
  const byType = new Map<number, TableTypeColumn[]>();
  for (const row of columns) {
    const [, typeId, columnId, name, nullable, isIdentity, isComputed, definition] = row;
    const type = typeAt(row, 8, vectorOf(vectors, typeId ?? null, columnId));
    const known = byType.get(numberOf(typeId)) ?? [];
    known.push({
      name: textOf(name),
      type,
      nullable: nullable === true,
      generated: isIdentity === true || isComputed === true || type.base === 'rowversion',
      default: textOrNull(definition),
    });
    byType.set(numberOf(typeId), known);
  }
  return byType;
}

/** The type whose columns begin at a position: see TYPE_COLUMNS of the questions. */
function typeAt(row: CellRow, at: number, vector: string | undefined): SqlType {
  const [name, schema, isUserDefined, isTableType, isAssemblyType, base, maxLength, precision, scale, xmlSchema, xmlName, isDocument] =
    row.slice(at);
  const collection = textOrNull(xmlName);
  return declaredType({
    name: textOrNull(name),
    schema: textOf(schema),
    isUserDefined: isUserDefined === true,
    isTableType: isTableType === true,
    isAssemblyType: isAssemblyType === true,
    base: textOrNull(base),
    maxLength: numberOf(maxLength),
    precision: numberOf(precision),
    scale: numberOf(scale),
    ...(collection === null
      ? {}
      : { xmlCollection: `${isDocument === true ? 'DOCUMENT' : 'CONTENT'} ${bracketed(textOf(xmlSchema))}.${bracketed(collection)}` }),
    ...(vector === undefined ? {} : { vector }),
  });
}

function vectorOf(vectors: readonly CellRow[], typeId: CellRow[number], id: CellRow[number] | undefined): string | undefined {
  const row = vectors.find((each) => each[1] === typeId && each[2] === id);
  if (row === undefined) {
    return undefined;
  }
  const base = textOf(row[4]).toLowerCase();
  return base === '' || base === 'float32' ? textOf(row[3]) : `${textOf(row[3])}, ${base}`;
}

function bracketed(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}
