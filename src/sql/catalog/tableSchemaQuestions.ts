import type { CatalogColumns } from './catalogColumns';
import type { CatalogSection } from './catalogSections';

/** sys.types shows a type of the database only to who may use it: the column is there all the same. */
function columns(source: string): string {
  return `SELECT c.column_id, c.name, t.name, ts.name, t.is_user_defined, c.max_length, c.precision, c.scale, c.is_nullable, c.collation_name,
  bt.name, c.is_identity, c.is_computed, c.is_rowguidcol, c.is_sparse, c.is_column_set, c.is_filestream, c.is_hidden, c.generated_always_type_desc,
  c.encryption_type_desc
FROM ${source} AS c
LEFT JOIN sys.types AS t ON t.user_type_id = c.user_type_id
LEFT JOIN sys.schemas AS ts ON ts.schema_id = t.schema_id
LEFT JOIN sys.types AS bt ON bt.user_type_id = c.system_type_id
WHERE c.object_id = @object_id
ORDER BY c.column_id`;
}

const COLUMNS = columns('sys.columns');

/** sys.columns has no system views. */
const SYSTEM_COLUMNS = columns('sys.all_columns');

const IDENTITIES = `SELECT c.column_id, CONVERT(nvarchar(50), c.seed_value), CONVERT(nvarchar(50), c.increment_value), c.is_not_for_replication
FROM sys.identity_columns AS c WHERE c.object_id = @object_id`;

const COMPUTED = `SELECT c.column_id, c.definition, c.is_persisted FROM sys.computed_columns AS c WHERE c.object_id = @object_id`;

const DEFAULTS = `SELECT d.parent_column_id, d.definition, d.name FROM sys.default_constraints AS d WHERE d.parent_object_id = @object_id`;

const MASKS = `SELECT c.column_id, c.masking_function FROM sys.masked_columns AS c WHERE c.object_id = @object_id`;

const ENCRYPTION_KEYS = `SELECT c.column_id, k.name
FROM sys.columns AS c
JOIN sys.column_encryption_keys AS k ON k.column_encryption_key_id = c.column_encryption_key_id
WHERE c.object_id = @object_id`;

/** SQL Server 2025 and Azure SQL. */
const VECTORS = `SELECT c.column_id, c.vector_dimensions, c.vector_base_type_desc
FROM sys.columns AS c WHERE c.object_id = @object_id AND c.vector_dimensions IS NOT NULL`;

/** minor_id 0 is the table itself. */
const DESCRIPTIONS = `SELECT p.minor_id, CONVERT(nvarchar(4000), p.value)
FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = @object_id AND p.name = N'MS_Description'`;

const KEYS = `SELECT i.index_id, i.name, i.is_primary_key, i.is_unique_constraint, i.filter_definition, i.is_disabled, c.name
FROM sys.indexes AS i
JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE i.object_id = @object_id AND i.is_unique = 1 AND i.is_hypothetical = 0 AND ic.key_ordinal > 0
ORDER BY i.index_id, ic.key_ordinal`;

const CHECKS = `SELECT k.name, k.definition, k.is_disabled, k.is_not_trusted FROM sys.check_constraints AS k WHERE k.parent_object_id = @object_id ORDER BY k.name`;

const TRIGGERS = `SELECT t.object_id, t.name, t.is_disabled, t.is_instead_of_trigger, e.type_desc
FROM sys.triggers AS t
JOIN sys.trigger_events AS e ON e.object_id = t.object_id
WHERE t.parent_class = 1 AND t.parent_id = @object_id
ORDER BY t.name, e.type`;

/** What is asked about the shape of a table or view; all in one round trip. */
export function schemaQuestions(newer: CatalogColumns, isSystem: boolean): CatalogSection[] {
  return [
    { name: 'columns', text: isSystem ? SYSTEM_COLUMNS : COLUMNS },
    { name: 'identities', text: IDENTITIES },
    { name: 'computed', text: COMPUTED },
    { name: 'defaults', text: DEFAULTS },
    { name: 'masks', text: MASKS },
    { name: 'encryption keys', text: ENCRYPTION_KEYS },
    ...(newer.has('vector_dimensions') ? [{ name: 'vectors', text: VECTORS }] : []),
    { name: 'descriptions', text: DESCRIPTIONS },
    { name: 'keys', text: KEYS },
    { name: 'checks', text: CHECKS },
    { name: 'triggers', text: TRIGGERS },
  ];
}
