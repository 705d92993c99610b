import type { CheckInfo, ColumnInfo, TableSchema, TriggerInfo, UniqueKey } from '../../core/metadata/tableSchema';
import type { CellRow } from '../../core/values/cellEncoding';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import { askSections } from './catalogSections';
import type { ColumnTypeFacts } from './columnTypeText';
import { columnTypeText } from './columnTypeText';
import type { ResolvedTable } from './resolveTable';
import { schemaQuestions } from './tableSchemaQuestions';

/** Rows about columns, by column_id. */
type ByColumn = ReadonlyMap<unknown, CellRow>;

interface ColumnDetails {
  readonly identities: ByColumn;
  readonly computed: ByColumn;
  readonly defaults: ByColumn;
  readonly masks: ByColumn;
  readonly keys: ByColumn;
  readonly vectors: ByColumn;
  readonly descriptions: ByColumn;
}

/** The columns, keys, checks and triggers of a table or view. */
export async function readTableSchema(question: CatalogQuestion, table: ResolvedTable): Promise<TableSchema> {
  const answers = await askSections(question, schemaQuestions(table.newer, table.object.kind === 'system view'), [
    { name: 'object_id', type: 'int', value: table.objectId },
  ]);
  const notes = [...table.notes];
  const byColumn = (section: string, what: string): ByColumn =>
    new Map(answers.detail(section, what, notes).map((row): [unknown, CellRow] => [row[0], row]));
  const details: ColumnDetails = {
    identities: byColumn('identities', 'identity'),
    computed: byColumn('computed', 'computed'),
    defaults: byColumn('defaults', 'default'),
    masks: byColumn('masks', 'masking'),
    keys: byColumn('encryption keys', 'the encryption key'),
    vectors: byColumn('vectors', 'the dimensions of vector columns'),
    descriptions: byColumn('descriptions', 'description'),
  };
  const columns = answers.needed('columns');
  for (const column of columns) {
    noteAliasType(column, notes);
  }
  return {
    table: table.object,
    description: textOrNull(details.descriptions.get(0)?.[1]),
    columns: columns.map((column) => columnInfo(column, details)),
    keys: uniqueKeys(answers.detail('keys', 'keys', notes)),
    checks: answers.detail('checks', 'checks', notes).map(checkInfo),
    triggers: triggerInfos(answers.detail('triggers', 'triggers', notes)),
    notes,
  };
}

function columnInfo(column: CellRow, details: ColumnDetails): ColumnInfo {
  const id = column[0];
  const identity = details.identities.get(id);
  const formula = details.computed.get(id);
  const initial = details.defaults.get(id);
  const generated = textOf(column[18]);
  return {
    name: textOf(column[1]),
    type: vectorText(details.vectors.get(id)) ?? columnTypeText(typeFacts(column)),
    nullable: column[8] === true,
    identity:
      column[11] === true && identity !== undefined
        ? { seed: textOf(identity[1]), increment: textOf(identity[2]), notForReplication: identity[3] === true }
        : null,
    computed: column[12] === true ? { definition: textOrNull(formula?.[1]), persisted: formula?.[2] === true } : null,
    default: textOrNull(initial?.[1]),
    defaultName: textOrNull(initial?.[2]),
    collation: textOrNull(column[9]),
    masking: textOrNull(details.masks.get(id)?.[1]),
    encryption: encryptionText(column[19], details.keys.get(id)),
    generated: generated === '' || generated === 'NOT_APPLICABLE' ? null : generated,
    flags: flagNames.filter((_, position) => column[13 + position] === true),
    description: textOrNull(details.descriptions.get(id)?.[1]),
  };
}

/** In the order in which the question asks for them. */
const flagNames = ['ROWGUIDCOL', 'SPARSE', 'COLUMN_SET', 'FILESTREAM', 'HIDDEN'] as const;

function encryptionText(type: unknown, key: CellRow | undefined): string | null {
  const kind = textOrNull(type);
  return kind === null ? null : key === undefined ? kind : `${kind} by key ${textOf(key[1])}`;
}

function vectorText(vector: CellRow | undefined): string | undefined {
  if (vector === undefined) {
    return undefined;
  }
  const base = textOf(vector[2]).toLowerCase();
  return base === '' || base === 'float32' ? `vector(${textOf(vector[1])})` : `vector(${textOf(vector[1])}, ${base})`;
}

const unseenType = 'unknown';

function typeFacts(column: CellRow): ColumnTypeFacts {
  return {
    // A type that the login may not see: its base type; a CLR type has none.
    name: textOf(column[2] ?? column[10] ?? unseenType),
    schema: textOf(column[3]),
    isUserDefined: column[4] === true,
    maxLength: numberOf(column[5]),
    precision: numberOf(column[6]),
    scale: numberOf(column[7]),
  };
}

/** What a type of the database is made of is said once. */
function noteAliasType(column: CellRow, notes: string[]): void {
  const facts = typeFacts(column);
  if (column[2] === null) {
    notes.push(
      `${textOf(column[1])} has a type of the database that the login may not see${facts.name === unseenType ? '' : '; its base type is given'}.`,
    );
    return;
  }
  if (!facts.isUserDefined || column[10] === null) {
    return;
  }
  const note = `${columnTypeText(facts)} is ${columnTypeText({ ...facts, name: textOf(column[10]), isUserDefined: false })}.`;
  if (!notes.includes(note)) {
    notes.push(note);
  }
}

function uniqueKeys(rows: readonly CellRow[]): UniqueKey[] {
  const keys = new Map<number, UniqueKey>();
  for (const row of rows) {
    const id = numberOf(row[0]);
    keys.set(id, {
      name: textOf(row[1]),
      kind: row[2] === true ? 'primary key' : row[3] === true ? 'unique constraint' : 'unique index',
      columns: [...(keys.get(id)?.columns ?? []), textOf(row[6])],
      filter: textOrNull(row[4]),
      isDisabled: row[5] === true,
    });
  }
  return [...keys.values()];
}

function checkInfo(row: CellRow): CheckInfo {
  return { name: textOf(row[0]), definition: textOrNull(row[1]), isDisabled: row[2] === true, isTrusted: row[3] !== true };
}

function triggerInfos(rows: readonly CellRow[]): TriggerInfo[] {
  const triggers = new Map<unknown, TriggerInfo>();
  for (const row of rows) {
    triggers.set(row[0], {
      name: textOf(row[1]),
      timing: row[3] === true ? 'INSTEAD OF' : 'AFTER',
      events: [...(triggers.get(row[0])?.events ?? []), textOf(row[4])],
      isDisabled: row[2] === true,
    });
  }
  return [...triggers.values()];
}
