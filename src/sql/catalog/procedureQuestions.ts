/**
 * The catalog's questions about procedures: SQL Server 2016 to 2025, Azure SQL Database, Managed Instance, Fabric SQL database. Each row begins
 * with a word that says what it is, so that several results of one round trip stay apart. Sources: the pages of the views in "Object Catalog
 * Views", of sys.types and sys.table_types, and of sys.dm_exec_describe_first_result_set_for_object.
 */

/** Set by RESOLVE: the procedure that the server would run for @schema and @name, a synonym of this database followed. */
const PROCEDURE_TYPES = `'P', 'PC', 'X', 'RF'`;

/**
 * OBJECT_ID finds what the server itself would find: the default schema, dbo, system procedures (which answer to dbo, too). What lies in other
 * schemas is listed to help.
 * A name that stands for a synonym of another database leaves @object_id NULL.
 */
const RESOLVE = `DECLARE @own int = OBJECT_ID(ISNULL(QUOTENAME(@schema) + N'.', N'') + QUOTENAME(@name));
DECLARE @object_id int, @synonym nvarchar(1035);
SELECT TOP (50) N'candidate', o.object_id, s.name, o.name, RTRIM(o.type), LOWER(REPLACE(o.type_desc, '_', ' ')),
  CASE WHEN o.object_id = @own THEN 0 WHEN s.name = @schema OR (@schema IS NULL AND s.name = SCHEMA_NAME()) THEN 1 WHEN s.name = N'dbo' THEN 2
    WHEN s.name = N'sys' THEN 3 ELSE 4 END AS place,
  y.base_object_name
FROM sys.all_objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
LEFT JOIN sys.synonyms AS y ON y.object_id = o.object_id
WHERE o.object_id = @own OR (o.name = @name AND (@schema IS NULL OR s.name = @schema OR (@schema = N'dbo' AND s.name = N'sys')))
ORDER BY place, s.name;
SELECT TOP (1) @object_id = o.object_id, @synonym = y.base_object_name
FROM sys.all_objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
LEFT JOIN sys.synonyms AS y ON y.object_id = o.object_id
WHERE (o.object_id = @own OR (o.name = @name AND (@schema IS NULL OR s.name = @schema OR (@schema = N'dbo' AND s.name = N'sys')))) AND o.type IN (${PROCEDURE_TYPES}, 'SN')
ORDER BY CASE WHEN o.object_id = @own THEN 0 WHEN s.name = @schema OR (@schema IS NULL AND s.name = SCHEMA_NAME()) THEN 1 WHEN s.name = N'dbo' THEN 2
  WHEN s.name = N'sys' THEN 3 ELSE 4 END,
  s.name;
IF @synonym IS NOT NULL
  SET @object_id = CASE WHEN PARSENAME(@synonym, 4) IS NULL AND ISNULL(PARSENAME(@synonym, 3), DB_NAME()) = DB_NAME() THEN OBJECT_ID(@synonym) END;
`;

/** The procedure itself. */
const OBJECT = `SELECT N'object', o.object_id, DB_NAME(), s.name, o.name, RTRIM(o.type), o.is_ms_shipped, o.create_date, o.modify_date,
  HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', N'EXECUTE'), OBJECTPROPERTY(o.object_id, 'IsEncrypted')
FROM sys.all_objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.object_id = @object_id AND o.type IN (${PROCEDURE_TYPES});
`;

const MODULE = `SELECT N'module', m.definition, m.uses_quoted_identifier FROM sys.all_sql_modules AS m WHERE m.object_id = @object_id;
`;

/** The columns from the name of the type on, for a parameter or column c. */
const TYPE_COLUMNS = `t.name, ts.name, t.is_user_defined, t.is_table_type, t.is_assembly_type, b.name, c.max_length, c.precision, c.scale,
  xs.name, x.name, c.is_xml_document`;

/** A type that the login may not see leaves its columns NULL but for the system type below it. */
const TYPE_JOINS = `LEFT JOIN sys.types AS t ON t.user_type_id = c.user_type_id
LEFT JOIN sys.schemas AS ts ON ts.schema_id = t.schema_id
LEFT JOIN sys.types AS b ON b.user_type_id = c.system_type_id
LEFT JOIN sys.xml_schema_collections AS x ON x.xml_collection_id = c.xml_collection_id AND c.xml_collection_id <> 0
LEFT JOIN sys.schemas AS xs ON xs.schema_id = x.schema_id`;

const PARAMETER_COLUMNS = `c.object_id, c.parameter_id, c.name, c.is_output, c.is_cursor_ref, c.is_nullable, c.has_default_value, c.default_value,
  c.user_type_id, ${TYPE_COLUMNS}`;

const PARAMETERS = `SELECT N'parameter', ${PARAMETER_COLUMNS}
FROM sys.all_parameters AS c
${TYPE_JOINS}
WHERE c.object_id = @object_id AND c.parameter_id > 0
ORDER BY c.parameter_id;
`;

const TABLE_TYPE_COLUMNS = `IF EXISTS (SELECT * FROM sys.all_parameters AS p WHERE p.object_id = @object_id AND p.is_readonly = 1)
SELECT N'column', tt.user_type_id, c.column_id, c.name, c.is_nullable, c.is_identity, c.is_computed, d.definition, ${TYPE_COLUMNS}
FROM sys.table_types AS tt
JOIN sys.columns AS c ON c.object_id = tt.type_table_object_id
LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
${TYPE_JOINS}
WHERE tt.user_type_id IN (SELECT p.user_type_id FROM sys.all_parameters AS p WHERE p.object_id = @object_id)
ORDER BY tt.user_type_id, c.column_id;
`;

/** A statement about a view that is not there is never compiled. Azure SQL Database is not among the places where its page says it is. */
const NUMBERED = `IF OBJECT_ID(N'sys.numbered_procedures') IS NOT NULL
  SELECT N'numbered', MAX(n.procedure_number) FROM sys.numbered_procedures AS n WHERE n.object_id = @object_id;
`;

/** The dimensions stand in columns that servers without the type do not have: they are asked for only where there is a vector. */
const VECTORS = `IF EXISTS (SELECT * FROM sys.types AS t WHERE t.name = N'vector' AND t.is_user_defined = 0)
  IF EXISTS (SELECT p.user_type_id FROM sys.all_parameters AS p WHERE p.object_id = @object_id AND TYPE_NAME(p.user_type_id) = N'vector'
    UNION ALL
    SELECT c.user_type_id
    FROM sys.all_parameters AS p
    JOIN sys.table_types AS tt ON tt.user_type_id = p.user_type_id
    JOIN sys.columns AS c ON c.object_id = tt.type_table_object_id
    WHERE p.object_id = @object_id AND TYPE_NAME(c.user_type_id) = N'vector')
  EXEC sys.sp_executesql N'SELECT N''vector'', NULL, p.parameter_id, p.vector_dimensions, p.vector_base_type_desc
    FROM sys.all_parameters AS p
    WHERE p.object_id = @object_id AND p.vector_dimensions IS NOT NULL
    UNION ALL
    SELECT N''vector'', tt.user_type_id, c.column_id, c.vector_dimensions, c.vector_base_type_desc
    FROM sys.table_types AS tt
    JOIN sys.columns AS c ON c.object_id = tt.type_table_object_id
    WHERE c.vector_dimensions IS NOT NULL AND tt.user_type_id IN (SELECT p.user_type_id FROM sys.all_parameters AS p WHERE p.object_id = @object_id)',
    N'@object_id int', @object_id;
`;

const FIRST_RESULT_SET = `IF EXISTS (SELECT * FROM sys.all_objects AS o WHERE o.object_id = @object_id AND o.type = 'P')
  SELECT N'shape', r.column_ordinal, r.name, r.system_type_name, r.is_nullable, r.user_type_schema, r.user_type_name, r.error_message
  FROM sys.dm_exec_describe_first_result_set_for_object(@object_id, 0) AS r
  WHERE ISNULL(r.is_hidden, 0) = 0
  ORDER BY r.column_ordinal;
`;

/** Everything at once. */
export const DESCRIBE = describe(VECTORS + FIRST_RESULT_SET);
/** Without what may be refused. */
export const DESCRIBE_LESS = describe('');

function describe(more: string): string {
  return `SET NOCOUNT ON;
${RESOLVE}${OBJECT}${MODULE}${PARAMETERS}${TABLE_TYPE_COLUMNS}${NUMBERED}${more}`;
}

/** A row when @quoted_name still stands for the known procedure, and that is the same. */
export const UNCHANGED = `IF OBJECT_ID(@quoted_name) = @known_id
  SELECT HAS_PERMS_BY_NAME(@quoted_name, N'OBJECT', N'EXECUTE')
  FROM sys.all_objects AS o
  WHERE o.object_id = @known_id AND o.modify_date = @known_date;`;

export const DEFINITION = `SET NOCOUNT ON;
${RESOLVE}${OBJECT}${MODULE}${NUMBERED}`;

/** Those of the schema s. */
const LISTED = `FROM sys.all_objects AS o
    WHERE o.schema_id = s.schema_id AND o.type IN (${PROCEDURE_TYPES})
      AND o.is_ms_shipped IN (0
        , CASE WHEN @schema = N'sys' THEN 1 END
      )
      AND o.name LIKE @name_like`;

/** As many characters of a definition as most headers take, comments included. */
const HEADER_LENGTH = 8000;

/**
 * A page of the list, and the parameters of its procedures only. Of each schema come no more than the page can need, in the order of their
 * names. For givenConditions.
 */
export const LIST = `SET NOCOUNT ON;
DECLARE @page TABLE (position int NOT NULL PRIMARY KEY, object_id int NOT NULL);
INSERT INTO @page (position, object_id)
SELECT ROW_NUMBER() OVER (ORDER BY l.schema_name, l.name), l.object_id
FROM (
  SELECT o.object_id, s.name AS schema_name, o.name
  FROM sys.schemas AS s
  CROSS APPLY (
    SELECT TOP (@offset + @limit) o.object_id, o.name
    ${LISTED}
    ORDER BY o.name
  ) AS o
  WHERE s.name = @schema
  ORDER BY s.name, o.name
  OFFSET @offset ROWS FETCH NEXT @limit ROWS ONLY
) AS l;
SELECT N'total', ISNULL(SUM(o.procedures), 0), DB_NAME()
  FROM sys.schemas AS s
  CROSS APPLY (
    SELECT COUNT(*) AS procedures
    ${LISTED}
  ) AS o
  WHERE s.name = @schema
;
SELECT N'procedure', o.object_id, s.name, o.name, RTRIM(o.type), o.create_date, o.modify_date, OBJECTPROPERTY(o.object_id, 'IsEncrypted'),
  LEFT(m.definition, ${String(HEADER_LENGTH)}), m.uses_quoted_identifier
FROM @page AS g
JOIN sys.all_objects AS o ON o.object_id = g.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
LEFT JOIN sys.all_sql_modules AS m ON m.object_id = o.object_id
ORDER BY g.position;
SELECT N'parameter', ${PARAMETER_COLUMNS}
FROM @page AS g
JOIN sys.all_parameters AS c ON c.object_id = g.object_id
${TYPE_JOINS}
WHERE c.parameter_id > 0
ORDER BY g.position, c.parameter_id;`;

export const NAMES = `SELECT TOP (20000) s.name, o.name
FROM sys.all_objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.type IN (${PROCEDURE_TYPES}, 'SN') AND (o.is_ms_shipped = 0 OR @system = 1)
ORDER BY o.is_ms_shipped, s.name, o.name;`;
