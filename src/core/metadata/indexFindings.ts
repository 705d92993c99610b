import { supportingIndex } from './supportingIndex';
import type { IndexFinding, IndexInfo, KeyToSupport } from './tableIndexes';

/**
 * What is worth a look among the indexes of one table: duplicates, indexes that another one begins with, unused, disabled and hypothetical ones,
 * and foreign keys that no index supports. Only what the given facts prove; unknown usage says nothing.
 */
export function indexFindings(
  indexes: readonly IndexInfo[],
  keys: readonly KeyToSupport[],
  usageSince: string | null,
  isOfView = false,
): readonly IndexFinding[] {
  return [
    ...overlaps(indexes.filter(isUsableRowstore)),
    ...indexes.flatMap((index) => unusedFinding(index, usageSince)),
    ...indexes.flatMap((index) => stateFinding(index, isOfView)),
    ...keys.flatMap((key) => unsupportedFinding(key, indexes)),
  ];
}

function isUsableRowstore(index: IndexInfo): boolean {
  return (index.type === 'clustered' || index.type === 'nonclustered') && !index.isDisabled && !index.isHypothetical;
}

function overlaps(indexes: readonly IndexInfo[]): IndexFinding[] {
  const findings: IndexFinding[] = [];
  indexes.forEach((index, position) => {
    for (const [otherPosition, other] of indexes.entries()) {
      const finding = position === otherPosition ? undefined : overlap(index, other, position > otherPosition);
      if (finding !== undefined) {
        findings.push(finding);
        return;
      }
    }
  });
  return findings;
}

/** What makes `index` superfluous beside `other`. Of two duplicates the later one is named, unless a constraint needs it. */
function overlap(index: IndexInfo, other: IndexInfo, isLater: boolean): IndexFinding | undefined {
  if (index.type === 'clustered' || index.filter !== other.filter || !isPartitionedAs(other, index) || !beginsWith(other, index)) {
    return undefined;
  }
  const name = index.name ?? '';
  const otherName = other.name ?? '';
  const sameKey = other.keyColumns.length === index.keyColumns.length;
  const missing = other.type === 'clustered' ? [] : index.includedColumns.filter((column) => !covers(other, column));
  if (sameKey && missing.length === 0 && index.includedColumns.length === other.includedColumns.length && other.type !== 'clustered') {
    const isNeeded = index.isPrimaryKey || index.isUniqueConstraint || (index.isUnique && !other.isUnique);
    const otherIsNeeded = other.isPrimaryKey || other.isUniqueConstraint || (other.isUnique && !index.isUnique);
    return isNeeded || (!isLater && !otherIsNeeded)
      ? undefined
      : { kind: 'duplicate', name, message: `${name} has the same columns as ${otherName}.` };
  }
  if (index.isUnique) {
    return undefined;
  }
  const covered =
    missing.length === 0 ? '' : `, which lacks the included column${missing.length === 1 ? '' : 's'} ${missing.join(', ')} of this one`;
  return { kind: 'overlapping', name, message: `The key of ${name} is the beginning of the key of ${otherName}${covered}.` };
}

function beginsWith(longer: IndexInfo, shorter: IndexInfo): boolean {
  return (
    shorter.keyColumns.length > 0 &&
    shorter.keyColumns.length <= longer.keyColumns.length &&
    shorter.keyColumns.every((column, position) => {
      const its = longer.keyColumns[position];
      return its?.name === column.name && its.descending === column.descending;
    })
  );
}

/** A partitioned index is in the order of its key only within each partition. */
function isPartitionedAs(other: IndexInfo, index: IndexInfo): boolean {
  const [its, own] = [other.partitionColumns.join(), index.partitionColumns.join()];
  return its === own && (own === '' || other.dataSpace === index.dataSpace);
}

function covers(index: IndexInfo, column: string): boolean {
  return index.includedColumns.includes(column) || index.keyColumns.some((key) => key.name === column);
}

function unusedFinding(index: IndexInfo, usageSince: string | null): IndexFinding[] {
  const { usage, name } = index;
  const mayGo = index.type.startsWith('nonclustered') && !index.isUnique && !index.isDisabled && !index.isHypothetical;
  if (usage === null || name === null || usageSince === null || !mayGo || (usage.seeks ?? 0) + usage.scans + (usage.lookups ?? 0) > 0) {
    return [];
  }
  const cost = usage.updates === null ? '' : `, and was updated ${String(usage.updates)} time${usage.updates === 1 ? '' : 's'}`;
  return [{ kind: 'unused', name, message: `${name} was not read since ${usageSince}${cost}.` }];
}

function stateFinding(index: IndexInfo, isOfView: boolean): IndexFinding[] {
  const name = index.name ?? `the ${index.type} index`;
  if (index.isHypothetical) {
    return [{ kind: 'hypothetical', name, message: `${name} is hypothetical: it holds statistics only and no query can use it.` }];
  }
  if (!index.isDisabled) {
    return [];
  }
  return [{ kind: 'disabled', name, message: `${name} is disabled: ${effectOfDisabling(index, isOfView)}.` }];
}

/** Documentation, "Disable indexes and constraints": of a view only the data of the index goes, and a unique index takes its constraint along. */
function effectOfDisabling(index: IndexInfo, isOfView: boolean): string {
  if (index.type === 'full-text') {
    return 'no full-text query can use it until it is enabled';
  }
  if (index.type.startsWith('clustered') && !isOfView) {
    return 'the table cannot be read until it is rebuilt';
  }
  return `no query can use it${index.isUnique ? ', and nothing keeps its key unique,' : ''} until it is rebuilt`;
}

function unsupportedFinding(key: KeyToSupport, indexes: readonly IndexInfo[]): IndexFinding[] {
  const facts = indexes.map((index) => ({ ...index, keyColumns: index.keyColumns.map((column) => column.name) }));
  if (supportingIndex(key.columns, facts) !== undefined) {
    return [];
  }
  const near = facts.find((index) => {
    const usable = { ...index, isDisabled: false, isHypothetical: false, filter: null };
    return supportingIndex(key.columns, [usable]) !== undefined;
  });
  const state = near?.isDisabled === true ? 'is disabled' : near?.isHypothetical === true ? 'is hypothetical' : 'has a filter';
  const message =
    `No ${near === undefined ? '' : 'usable '}index begins with the column${key.columns.length === 1 ? '' : 's'} ` +
    `${key.columns.join(', ')} of the foreign key ${key.name}${near === undefined ? '' : `: ${near.name ?? ''} ${state}`}.`;
  return [{ kind: 'foreign key without index', name: key.name, message }];
}
