import type { ColumnInfo, QualifiedName, QueryParameter, TableSchema } from '../../core/ports';
import type { CellRow } from '../../core/values/cellEncoding';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import { columnTypeText } from './columnTypeText';

/** A name without a schema is looked for as the server does: in the login's default schema, then in dbo; elsewhere only to help. */
const OBJECT = `SELECT o.object_id, s.name, o.name, o.type, CASE WHEN s.name = SCHEMA_NAME() THEN 0 WHEN s.name = N'dbo' THEN 1 ELSE 2 END AS place
FROM sys.objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.type IN ('U', 'V') AND o.name = @name AND (@schema IS NULL OR s.name = @schema)
ORDER BY place, s.name`;

const COLUMNS = `SELECT c.column_id, c.name, t.name, ts.name, t.is_user_defined, c.max_length, c.precision, c.scale, c.is_nullable, c.collation_name,
  c.is_identity, c.is_computed, bt.name
FROM sys.columns AS c
JOIN sys.types AS t ON t.user_type_id = c.user_type_id
JOIN sys.schemas AS ts ON ts.schema_id = t.schema_id
LEFT JOIN sys.types AS bt ON bt.user_type_id = c.system_type_id
WHERE c.object_id = @object_id
ORDER BY c.column_id`;

const IDENTITIES = `SELECT column_id, CONVERT(nvarchar(50), seed_value), CONVERT(nvarchar(50), increment_value)
FROM sys.identity_columns WHERE object_id = @object_id`;

const COMPUTED = `SELECT column_id, definition, is_persisted FROM sys.computed_columns WHERE object_id = @object_id`;

const DEFAULTS = `SELECT parent_column_id, definition FROM sys.default_constraints WHERE parent_object_id = @object_id`;

/** SQL Server 2025 and Azure SQL; asked only where there is a vector. */
const VECTORS = `SELECT column_id, vector_dimensions, vector_base_type_desc FROM sys.columns WHERE object_id = @object_id AND vector_dimensions IS NOT NULL`;

/** minor_id 0 is the table itself. */
const DESCRIPTIONS = `SELECT minor_id, CONVERT(nvarchar(4000), value)
FROM sys.extended_properties WHERE class = 1 AND major_id = @object_id AND name = N'MS_Description'`;

const PRIMARY_KEY = `SELECT c.name
FROM sys.indexes AS i
JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE i.object_id = @object_id AND i.is_primary_key = 1 AND ic.key_ordinal > 0
ORDER BY ic.key_ordinal`;

/** The columns of a table or view of the current database; undefined: there is none of this name that the login can see. */
export async function readTableSchema(question: CatalogQuestion, name: QualifiedName): Promise<TableSchema | undefined> {
  const notes: string[] = [];
  const found = await findObject(question, name, notes);
  if (found === undefined) {
    return undefined;
  }
  const object: QueryParameter[] = [{ name: 'object_id', type: 'int', value: numberOf(found[0]) }];
  const details = async (text: string, what: string): Promise<ReadonlyMap<unknown, CellRow>> => {
    const rows = await question.tryAsk([text], object, what, notes);
    return new Map(rows?.map((row): [unknown, CellRow] => [row[0], row]));
  };
  const columns = await question.ask(COLUMNS, object);
  const hasVector = columns.some((column) => column[2] === 'vector');
  const vectors = hasVector ? await details(VECTORS, 'the dimensions of vector columns') : new Map<unknown, CellRow>();
  const identities = await details(IDENTITIES, 'identity');
  const computed = await details(COMPUTED, 'computed');
  const defaults = await details(DEFAULTS, 'default');
  const descriptions = await details(DESCRIPTIONS, 'description');
  const primaryKey = await question.tryAsk([PRIMARY_KEY], object, 'primary_key', notes);
  for (const column of columns) {
    noteAliasType(column, notes);
  }
  return {
    schema: textOf(found[1]),
    name: textOf(found[2]),
    kind: textOf(found[3]).trim() === 'V' ? 'view' : 'table',
    description: textOrNull(descriptions.get(0)?.[1]),
    columns: columns.map((column) => columnInfo(column, { vectors, identities, computed, defaults, descriptions })),
    primaryKey: (primaryKey ?? []).map(([column]) => textOf(column)),
    notes,
  };
}

async function findObject(question: CatalogQuestion, name: QualifiedName, notes: string[]): Promise<CellRow | undefined> {
  const rows = await question.ask(OBJECT, [
    { name: 'schema', type: 'sysname', value: name.schema ?? null },
    { name: 'name', type: 'sysname', value: name.name },
  ]);
  const [first] = rows;
  if (first === undefined || name.schema !== undefined || numberOf(first[4]) < 2) {
    return first;
  }
  if (rows.length > 1) {
    return undefined;
  }
  notes.push(`In T-SQL write ${textOf(first[1])}.${textOf(first[2])}: the schema is not the default one.`);
  return first;
}

function columnInfo(
  column: CellRow,
  {
    vectors,
    identities,
    computed,
    defaults,
    descriptions,
  }: Record<'vectors' | 'identities' | 'computed' | 'defaults' | 'descriptions', ReadonlyMap<unknown, CellRow>>,
): ColumnInfo {
  const [id, name, , , , , , , nullable, collation, isIdentity, isComputed] = column;
  const identity = identities.get(id);
  const formula = computed.get(id);
  return {
    name: textOf(name),
    type: vectorText(vectors.get(id)) ?? columnTypeText(typeFacts(column)),
    nullable: nullable === true,
    identity: isIdentity === true && identity !== undefined ? { seed: textOf(identity[1]), increment: textOf(identity[2]) } : null,
    computed: isComputed === true ? { definition: textOrNull(formula?.[1]), persisted: formula?.[2] === true } : null,
    default: textOrNull(defaults.get(id)?.[1]),
    collation: textOrNull(collation),
    description: textOrNull(descriptions.get(id)?.[1]),
  };
}

function vectorText(vector: CellRow | undefined): string | undefined {
  if (vector === undefined) {
    return undefined;
  }
  const base = textOf(vector[2]).toLowerCase();
  return base === '' || base === 'float32' ? `vector(${textOf(vector[1])})` : `vector(${textOf(vector[1])}, ${base})`;
}

function typeFacts(column: CellRow): Parameters<typeof columnTypeText>[0] {
  return {
    name: textOf(column[2]),
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
  if (!facts.isUserDefined || column[12] === null) {
    return;
  }
  const note = `${columnTypeText(facts)} is ${columnTypeText({ ...facts, name: textOf(column[12]), isUserDefined: false })}.`;
  if (!notes.includes(note)) {
    notes.push(note);
  }
}
