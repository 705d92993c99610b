import { SqlError } from '../sqlError';

/** The messages of sys.messages about CREATE, ALTER and DROP, with the product's number, severity, state and text. */
export const definitionMessages = {
  databasePermissionDenied: (permission: string, database: string) =>
    new SqlError(262, 14, 1, `${permission} permission denied in database '${database}'.`),
  objectExists: (name: string) => new SqlError(2714, 16, 6, `There is already an object named '${name}' in the database.`),
  moduleExists: (name: string) => new SqlError(2714, 16, 3, `There is already an object named '${name}' in the database.`),
  numberedWithoutBase: (name: string, number: number) =>
    new SqlError(
      2730,
      16,
      1,
      `Cannot create procedure '${name}' with a group number of ${number} because a procedure with the same name and a group number of 1 does not currently exist in the database. Must execute CREATE PROCEDURE '${name}';1 first.`,
    ),
  unnamedViewColumn: (view: string, position: number) =>
    new SqlError(4511, 16, 1, `Create View or Function failed because no column name was specified for column ${position}.`, {
      procedure: view,
    }),
  triggerTargetMissing: (name: string) =>
    new SqlError(8197, 16, 4, `The object '${name}' does not exist or is invalid for this operation.`),
  notAllowed: () => new SqlError(15247, 16, 1, 'User does not have permission to perform this action.'),
  cannotDropIndex: (name: string) =>
    new SqlError(3701, 11, 7, `Cannot drop the index '${name}', because it does not exist or you do not have permission.`),
  indexOfConstraint: (name: string, kind: string) =>
    new SqlError(
      3723,
      16,
      4,
      `An explicit DROP INDEX is not allowed on index '${name}'. It is being used for ${kind} constraint enforcement.`,
    ),
  columnAlterMissing: (column: string, table: string) =>
    new SqlError(4924, 16, 1, `ALTER TABLE ALTER COLUMN failed because column '${column}' does not exist in table '${table}'.`),
  alterToNotNull: (column: string, table: string) =>
    new SqlError(
      515,
      16,
      2,
      `Cannot insert the value NULL into column '${column}', table '${table}'; column does not allow nulls. UPDATE fails.`,
    ),
  truncated: (table: string, column: string, value: string) =>
    new SqlError(
      2628,
      16,
      1,
      `String or binary data would be truncated in table '${table}', column '${column}'. Truncated value: '${value}'.`,
    ),
  renameMissing: (name: string, database: string) =>
    new SqlError(
      15225,
      11,
      1,
      `No item by the name of '${name}' could be found in the current database '${database}', given that @itemtype was input as '(null)'.`,
    ),
  renameTaken: (name: string, type: string) =>
    new SqlError(
      15335,
      11,
      1,
      `Error: The new name '${name}' is already in use as a ${type} name and would cause a duplicate that is not permitted.`,
    ),
  typeExists: (name: string) => new SqlError(219, 16, 1, `The type '${name}' already exists, or you do not have permission to create it.`),
  unnamedColumn: () =>
    new SqlError(
      1038,
      15,
      5,
      `An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. For other statements, look for empty alias names. Aliases defined as "" or [] are not allowed. Change the alias to a valid name.`,
    ),
  columnTwice: (column: string, table: string) =>
    new SqlError(
      2705,
      16,
      3,
      `Column names in each table must be unique. Column name '${column}' in table '${table}' is specified more than once.`,
    ),
  cannotDrop: (kind: string, name: string) =>
    new SqlError(3701, 11, 5, `Cannot drop the ${kind} '${name}', because it does not exist or you do not have permission.`),
  cannotDropType: (name: string) =>
    new SqlError(218, 16, 1, `Could not find the type '${name}'. Either it does not exist or you do not have the necessary permission.`),
  typeInUse: (name: string, object: string) =>
    new SqlError(
      3732,
      16,
      1,
      `Cannot drop type '${name}' because it is being referenced by object '${object}'. There may be other objects that reference this type.`,
    ),
  referencedByForeignKey: (name: string) =>
    new SqlError(3726, 16, 1, `Could not drop object '${name}' because it is referenced by a FOREIGN KEY constraint.`),
  schemaInUse: (name: string, object: string) =>
    new SqlError(3729, 16, 1, `Cannot drop schema '${name}' because it is being referenced by object '${object}'.`),
  schemaDropMissing: (name: string) =>
    new SqlError(15151, 16, 1, `Cannot drop the schema '${name}', because it does not exist or you do not have permission.`),
  principalMissing: (action: string, kind: string, name: string) =>
    new SqlError(15151, 16, 1, `Cannot ${action} the ${kind} '${name}', because it does not exist or you do not have permission.`),
  wrongObjectType: (kind: string, name: string) =>
    new SqlError(
      3705,
      16,
      1,
      `Cannot use DROP ${kind} with '${name}' because '${name}' is of another type. Use the DROP statement of its type.`,
    ),
  notAConstraint: (name: string) => new SqlError(3728, 16, 1, `'${name}' is not a constraint.`),
  constraintReferenced: (name: string, table: string, foreignKey: string) =>
    new SqlError(3725, 16, 0, `The constraint '${name}' is being referenced by table '${table}', foreign key constraint '${foreignKey}'.`),
  columnInUse: (statement: string, column: string, by: string) =>
    new SqlError(4922, 16, 9, `${statement} ${column} failed because one or more objects access this column.${by}`),
  columnDropMissing: (column: string, table: string) =>
    new SqlError(4924, 16, 1, `ALTER TABLE DROP COLUMN failed because column '${column}' does not exist in table '${table}'.`),
  objectMissing: (name: string) =>
    new SqlError(4902, 16, 1, `Cannot find the object "${name}" because it does not exist or you do not have permissions.`),
  constraintMissing: (name: string) => new SqlError(4917, 16, 0, `Constraint '${name}' does not exist.`),
  addNotNull: (column: string, table: string) =>
    new SqlError(
      4901,
      16,
      1,
      'ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition specified, or the column being added is an ' +
        'identity or timestamp column, or alternatively if none of the previous conditions are satisfied the table must be empty to allow addition of ' +
        `this column. Column '${column}' cannot be added to non-empty table '${table}' because it does not satisfy these conditions.`,
    ),
  truncateReferenced: (name: string) =>
    new SqlError(4712, 16, 1, `Cannot truncate table '${name}' because it is being referenced by a FOREIGN KEY constraint.`),
  truncateMissing: (name: string) =>
    new SqlError(4701, 16, 1, `Cannot find the object "${name}" because it does not exist or you do not have permissions.`),
  twoPrimaryKeys: (table: string) => new SqlError(1779, 16, 0, `Table '${table}' already has a primary key defined on it.`),
  nullablePrimaryKey: (table: string) =>
    new SqlError(8111, 16, 1, `Cannot define PRIMARY KEY constraint on nullable column in table '${table}'.`),
  twoClustered: (table: string, index: string) =>
    new SqlError(
      1902,
      16,
      3,
      `Cannot create more than one clustered index on table '${table}'. Drop the existing clustered index '${index}' before creating another.`,
    ),
  indexExists: (index: string, table: string) =>
    new SqlError(
      1913,
      16,
      1,
      `The operation failed because an index or statistics with name '${index}' already exists on table '${table}'.`,
    ),
  indexColumnMissing: (column: string) => new SqlError(1911, 16, 1, `Column name '${column}' does not exist in the target table or view.`),
  indexMissing: (index: string, table: string) =>
    new SqlError(2727, 11, 1, `Cannot find index '${index}'. It does not exist on '${table}'.`),
  duplicateKeyInIndex: (table: string, index: string, key: string) =>
    new SqlError(
      1505,
      16,
      1,
      `The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name '${table}' and the index name '${index}'. The duplicate key value is ${key}.`,
    ),
  foreignKeyTargetMissing: (foreignKey: string, table: string) =>
    new SqlError(1767, 16, 0, `Foreign key '${foreignKey}' references invalid table '${table}'.`),
  foreignKeyColumnMissing: (foreignKey: string, column: string, table: string) =>
    new SqlError(1770, 16, 0, `Foreign key '${foreignKey}' references invalid column '${column}' in referenced table '${table}'.`),
  foreignKeyOwnColumnMissing: (foreignKey: string, column: string, table: string) =>
    new SqlError(1769, 16, 1, `Foreign key '${foreignKey}' references invalid column '${column}' in referencing table '${table}'.`),
  foreignKeyNoKey: (table: string, foreignKey: string) =>
    new SqlError(
      1776,
      16,
      0,
      `There are no primary or candidate keys in the referenced table '${table}' that match the referencing column list in the foreign key '${foreignKey}'.`,
    ),
  alterTableConflict: (kind: string, name: string, database: string, table: string, column: string) =>
    new SqlError(
      547,
      16,
      0,
      `The ALTER TABLE statement conflicted with the ${kind} constraint "${name}". The conflict occurred in database "${database}", table "${table}"${column}.`,
    ),
  moduleDropMissing: (name: string) => new SqlError(208, 16, 6, `Invalid object name '${name}'.`),
  databaseExists: (name: string) => new SqlError(1801, 16, 3, `Database '${name}' already exists. Choose a different database name.`),
  databaseInUse: (name: string) => new SqlError(3702, 16, 3, `Cannot drop database "${name}" because it is currently in use.`),
  systemDatabase: (name: string) => new SqlError(3708, 16, 5, `Cannot drop the database '${name}' because it is a system database.`),
  principalExists: (kind: string, name: string) =>
    new SqlError(15023, 16, 1, `User, group, or role '${name}' already exists in the current ${kind}.`),
  serverPrincipalExists: (name: string) => new SqlError(15025, 16, 1, `The server principal '${name}' already exists.`),
  notALogin: (name: string) => new SqlError(15007, 16, 1, `'${name}' is not a valid login or you do not have permission.`),
  partitionSchemeMissing: (name: string) => new SqlError(1921, 16, 2, `Invalid partition scheme '${name}' specified.`),
  fullTextKeyMissing: (name: string) =>
    new SqlError(
      7653,
      16,
      2,
      `'${name}' is not a valid index to enforce a full-text search key. A full-text search key must be a unique, non-nullable, single-column index which is not offline, is not defined on a non-deterministic or imprecise nonpersisted computed column, does not have a filter, and has maximum size of 900 bytes. Choose another index for the full-text key.`,
    ),
  defaultCatalogMissing: () =>
    new SqlError(
      9967,
      16,
      1,
      'A default full-text catalog does not exist in database or user does not have permission to perform this action.',
    ),
  ambiguousRename: (name: string, type: string) =>
    new SqlError(15248, 11, 1, `Either the parameter @objname is ambiguous or the claimed @objtype (${type}) is wrong.`, {
      procedure: name,
    }),
} as const;
