/** An index as far as it decides whether it supports a foreign key. */
export interface IndexForKey {
  readonly name: string | null;
  /** sys.indexes.type_desc in lower case. */
  readonly type: string;
  readonly keyColumns: readonly string[];
  readonly filter: string | null;
  readonly isDisabled: boolean;
  readonly isHypothetical: boolean;
}

/**
 * The name of an index by which the rows of a foreign key's columns are found: its key begins with all of them, in any order. A hash index finds
 * by all of its columns only. Filtered, disabled and hypothetical indexes do not count. undefined: there is none.
 */
export function supportingIndex(columns: readonly string[], indexes: readonly IndexForKey[]): string | undefined {
  const found = indexes.find((index) => {
    if (index.isDisabled || index.isHypothetical || index.filter !== null) {
      return false;
    }
    const leading = index.keyColumns.slice(0, columns.length);
    const holds = leading.length === columns.length && columns.every((column) => leading.includes(column));
    switch (index.type) {
      case 'clustered':
      case 'nonclustered':
        return holds;
      case 'nonclustered hash':
        return holds && index.keyColumns.length === columns.length;
      default:
        return false;
    }
  });
  return found?.name ?? undefined;
}
