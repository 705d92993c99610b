import type { TablePartitioning } from '../../core/metadata/tableStatistics';
import { textOf } from './catalogQuestion';
import type { CatalogSection, SectionAnswers } from './catalogSections';

const PARTITIONING = `SELECT ps.name, f.name, f.boundary_value_on_right, c.name
FROM sys.indexes AS i
JOIN sys.partition_schemes AS ps ON ps.data_space_id = i.data_space_id
JOIN sys.partition_functions AS f ON f.function_id = ps.function_id
LEFT JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id AND ic.partition_ordinal = 1
LEFT JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE i.object_id = @object_id AND i.index_id IN (0, 1)`;

/** A partition function has one parameter; boundary 1 is the lowest. */
function boundaries(most: number): string {
  return `SELECT TOP (${String(most)}) r.boundary_id, r.value
FROM sys.indexes AS i
JOIN sys.partition_schemes AS ps ON ps.data_space_id = i.data_space_id
JOIN sys.partition_range_values AS r ON r.function_id = ps.function_id
WHERE i.object_id = @object_id AND i.index_id IN (0, 1)
ORDER BY r.boundary_id`;
}

/** What is asked about how a heap or clustered index is partitioned, with the `most` lowest boundaries. */
export function partitioningQuestions(most: number): CatalogSection[] {
  return [
    { name: 'partitioning', text: PARTITIONING },
    { name: 'boundaries', text: boundaries(most) },
  ];
}

/** How the heap or clustered index is partitioned; null when that is not known. */
export function tablePartitioning(answers: SectionAnswers, notes: string[]): TablePartitioning | null {
  const [row] = answers.detail('partitioning', 'partitioning', notes);
  if (row === undefined) {
    return null;
  }
  return {
    scheme: textOf(row[0]),
    function: textOf(row[1]),
    range: row[2] === true ? 'RIGHT' : 'LEFT',
    column: row[3] === null ? null : textOf(row[3]),
  };
}

/**
 * The boundary below and above each of the first partitions, by their number; null where there is none. Partition n lies between boundary
 * n - 1 and boundary n. Empty when the boundaries cannot be read.
 */
export function partitionBounds(
  answers: SectionAnswers,
  count: number,
  most: number,
  notes: string[],
): ReadonlyMap<number, { readonly lower: string | null; readonly upper: string | null }> {
  const values = answers.detail('boundaries', 'the boundaries of partitions', notes).map((row) => boundaryText(row[1]));
  if (values.length !== Math.min(count - 1, most)) {
    return new Map();
  }
  const listed = Array.from({ length: Math.min(count, most) }, (_, position) => position + 1);
  return new Map(listed.map((number) => [number, { lower: values[number - 2] ?? null, upper: values[number - 1] ?? null }]));
}

function boundaryText(value: unknown): string {
  return value === null ? 'NULL' : typeof value === 'boolean' ? (value ? '1' : '0') : textOf(value);
}
