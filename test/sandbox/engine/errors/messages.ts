import { SqlError } from '../sqlError';

/**
 * The messages of sys.messages that the interpreter raises, with the product's number, severity, state and text.
 * Source: "Database Engine errors" of the SQL Server documentation.
 */
export const messages = {
  labelNotDeclared: (label: string) =>
    new SqlError(133, 15, 1, `A GOTO statement references the label '${label}' but the label has not been declared.`),
  labelDeclaredTwice: (label: string) =>
    new SqlError(
      132,
      15,
      1,
      `The label '${label}' has already been declared. Label names must be unique within a query batch or stored procedure.`,
    ),
  variableDeclaredTwice: (name: string) =>
    new SqlError(
      134,
      15,
      2,
      `The variable name '${name}' has already been declared. Variable names must be unique within a query batch or stored procedure.`,
    ),
  breakOutsideWhile: () => new SqlError(135, 15, 1, 'Cannot use a BREAK statement outside the scope of a WHILE statement.'),
  continueOutsideWhile: () => new SqlError(136, 15, 1, 'Cannot use a CONTINUE statement outside the scope of a WHILE statement.'),
  variableNotDeclared: (name: string) => new SqlError(137, 15, 2, `Must declare the scalar variable "${name}".`),
  tableVariableNotDeclared: (name: string) => new SqlError(1087, 15, 2, `Must declare the table variable "${name}".`),
  returnValueNotAllowed: () => new SqlError(178, 15, 1, 'A RETURN statement with a return value cannot be used in this context.'),
  parameterMissing: (procedure: string, parameter: string) =>
    new SqlError(201, 16, 4, `Procedure or function '${procedure}' expects parameter '${parameter}', which was not supplied.`),
  typeClash: (from: string, to: string) => new SqlError(206, 16, 2, `Operand type clash: ${from} is incompatible with ${to}`),
  invalidObject: (name: string) => new SqlError(208, 16, 1, `Invalid object name '${name}'.`),
  conversionInPrint: (type: string) =>
    new SqlError(
      257,
      16,
      3,
      `Implicit conversion from data type ${type} to nvarchar is not allowed. Use the CONVERT function to run this query.`,
    ),
  nestingTooDeep: () => new SqlError(217, 16, 1, 'Maximum stored procedure, function, trigger, or view nesting level exceeded (limit 32).'),
  permissionDenied: (permission: string, object: string, database: string, schema: string) =>
    new SqlError(
      229,
      14,
      5,
      `The ${permission} permission was denied on the object '${object}', database '${database}', schema '${schema}'.`,
    ),
  transactionCountMismatch: (before: number, after: number) =>
    new SqlError(
      266,
      16,
      2,
      `Transaction count after EXECUTE indicates a mismatching number of BEGIN and COMMIT statements. Previous count = ${before}, current count = ${after}.`,
    ),
  statementNotAllowedInFunction: (statement: string) =>
    new SqlError(443, 16, 14, `Invalid use of a side-effecting operator '${statement}' within a function.`),
  selectInFunction: () => new SqlError(444, 16, 2, 'Select statements included within a function cannot return data to a client.'),
  insertExecNested: () => new SqlError(8164, 16, 1, 'An INSERT EXEC statement cannot be nested.'),
  insertExecColumns: () => new SqlError(213, 16, 7, 'Column name or number of supplied values does not match table definition.'),
  rollbackInInsertExec: () => new SqlError(3915, 16, 0, 'Cannot use the ROLLBACK statement within an INSERT-EXEC statement.'),
  schemaMissing: (name: string) =>
    new SqlError(2760, 16, 1, `The specified schema name "${name}" either does not exist or you do not have permission to use it.`),
  parameterNotSupplied: (declarations: string, text: string, parameter: string) =>
    new SqlError(
      8178,
      16,
      1,
      `The parameterized query '(${declarations})${text}' expects the parameter '${parameter}', which was not supplied.`,
    ),
  sessionContextReadOnly: (key: string) =>
    new SqlError(15664, 16, 1, `Cannot set key '${key}' in the session context. The key has been set as read_only for this session.`),
  helpMissing: (name: string, database: string) =>
    new SqlError(15009, 16, 1, `The object '${name}' does not exist in database '${database}' or is invalid for this operation.`),
  helpEncrypted: (name: string) => new SqlError(15471, 10, 1, `The text for object '${name}' is encrypted.`),
  typeNotFound: (position: number, type: string) =>
    new SqlError(2715, 16, 6, `Column, parameter, or variable #${position}: Cannot find data type ${type}.`),
  procedureNotFound: (name: string) => new SqlError(2812, 16, 62, `Could not find stored procedure '${name}'.`),
  indexTargetMissing: (name: string) =>
    new SqlError(1088, 16, 12, `Cannot find the object "${name}" because it does not exist or you do not have permissions.`),
  transactionNotOpen: (statement: 'COMMIT' | 'ROLLBACK') =>
    new SqlError(
      statement === 'COMMIT' ? 3902 : 3903,
      16,
      1,
      `The ${statement} TRANSACTION request has no corresponding BEGIN TRANSACTION.`,
    ),
  noSuchSavepoint: (name: string) =>
    new SqlError(6401, 16, 1, `Cannot roll back ${name}. No transaction or savepoint of that name was found.`),
  saveWithoutTransaction: () => new SqlError(628, 16, 0, 'Cannot issue SAVE TRANSACTION when there is no active transaction.'),
  uncommittable: () =>
    new SqlError(
      3930,
      16,
      1,
      'The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.',
    ),
  uncommittableSavepoint: () =>
    new SqlError(
      3931,
      16,
      1,
      'The current transaction cannot be committed and cannot be rolled back to a savepoint. Roll back the entire transaction.',
    ),
  uncommittableAtEnd: () =>
    new SqlError(3998, 16, 1, 'Uncommittable transaction is detected at the end of the batch. The transaction is rolled back.'),
  transactionEndedInTrigger: () => new SqlError(3609, 16, 1, 'The transaction ended in the trigger. The batch has been aborted.'),
  deadlock: (session: number) =>
    new SqlError(
      1205,
      13,
      45,
      `Transaction (Process ID ${session}) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.`,
    ),
  lockTimeout: () => new SqlError(1222, 16, 51, 'Lock request time out period exceeded.'),
  parameterConversion: (from: string, to: string) => new SqlError(8114, 16, 5, `Error converting data type ${from} to ${to}.`),
  tooManyArguments: (procedure: string) =>
    new SqlError(8144, 16, 2, `Procedure or function ${procedure} has too many arguments specified.`),
  noParameters: (procedure: string) => new SqlError(8146, 16, 2, `Procedure ${procedure} has no parameters and arguments were supplied.`),
  unknownParameter: (parameter: string, procedure: string) =>
    new SqlError(8145, 16, 1, `${parameter} is not a parameter for procedure ${procedure}.`),
  parameterTwice: (parameter: string, procedure: string) =>
    new SqlError(8143, 16, 1, `Parameter '${parameter}' was supplied multiple times.`, { procedure }),
  notOutputParameter: (parameter: string) =>
    new SqlError(
      8162,
      16,
      2,
      `The formal parameter "${parameter}" was not declared as an OUTPUT parameter, but the actual parameter passed in requested output.`,
    ),
  positionalAfterNamed: (position: number) =>
    new SqlError(
      119,
      15,
      1,
      `Must pass parameter number ${position} and subsequent parameters as '@name = value'. After the form '@name = value' has been used, all subsequent parameters must be passed in the form '@name = value'.`,
    ),
  procedureExpectsText: (parameter: string) =>
    new SqlError(214, 16, 2, `Procedure expects parameter '${parameter}' of type 'ntext/nchar/nvarchar'.`),
  preparedMissing: (handle: number) => new SqlError(8179, 16, 2, `Could not find prepared statement with handle ${handle}.`),
  cursorExists: (name: string) => new SqlError(16915, 16, 1, `A cursor with the name '${name}' already exists.`),
  cursorMissing: (name: string) => new SqlError(16916, 16, 1, `A cursor with the name '${name}' does not exist.`),
  cursorNotOpen: () => new SqlError(16917, 16, 1, 'Cursor is not open.'),
  cursorAlreadyOpen: () => new SqlError(16905, 16, 1, 'The cursor is already open.'),
  cursorVariables: () =>
    new SqlError(16924, 16, 1, 'Cursorfetch: The number of variables declared in the INTO list must match that of selected columns.'),
  cursorNoCursor: (name: string) => new SqlError(16950, 16, 2, `The variable '${name}' does not currently have a cursor allocated to it.`),
  throwOutsideCatch: () =>
    new SqlError(
      10704,
      15,
      1,
      'To rethrow an error, a THROW statement must be used inside a CATCH block. Insert the THROW statement inside a CATCH block, or add error parameters to the THROW statement.',
    ),
  throwNumber: (number: number) =>
    new SqlError(
      35100,
      16,
      10,
      `Error number ${number} in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647.`,
    ),
  raiserrorMissing: (number: number, severity: number, state: number) =>
    new SqlError(
      18054,
      16,
      1,
      `Error ${number}, severity ${severity}, state ${state} was raised, but no message with that error number was found in sys.messages. If error is larger than 50000, make sure the user-defined message is added using sp_addmessage.`,
    ),
  raiserrorNumber: (number: number) =>
    new SqlError(
      2732,
      16,
      1,
      `Error number ${number} is invalid. The number must be from 13000 through 2147483647 and it cannot be 50000.`,
    ),
  raiserrorSeverity: () =>
    new SqlError(
      2754,
      16,
      1,
      'Error severity levels greater than 18 can only be specified by members of the sysadmin role, using the WITH LOG option.',
    ),
  raiserrorArgument: (position: number) =>
    new SqlError(
      2786,
      16,
      1,
      `The data type of substitution parameter ${position} does not match the expected type of the format specification.`,
    ),
  raiserrorFormat: (text: string) => new SqlError(2787, 16, 1, `Invalid format specification: '${text}'.`),
  waitforSyntax: (text: string) => new SqlError(148, 15, 1, `Incorrect time syntax in time string '${text}' used with WAITFOR.`),
  useMissing: (name: string) =>
    new SqlError(911, 16, 1, `Database '${name}' does not exist. Make sure that the name is entered correctly.`),
  useDenied: (login: string, database: string) =>
    new SqlError(
      916,
      14,
      2,
      `The server principal "${login}" is not able to access the database "${database}" under the current security context.`,
    ),
  databaseOffline: (name: string) => new SqlError(942, 14, 4, `Database '${name}' cannot be opened because it is offline.`),
  databaseReadOnly: (name: string) => new SqlError(3906, 16, 1, `Failed to update database "${name}" because the database is read-only.`),
  loginFailed: (login: string) => new SqlError(18456, 14, 1, `Login failed for user '${login}'.`),
  loginDisabled: (login: string) => new SqlError(18470, 14, 1, `Login failed for user '${login}'. Reason: The account is disabled.`),
  cannotOpenDatabase: (database: string) =>
    new SqlError(4060, 11, 1, `Cannot open database "${database}" requested by the login. The login failed.`),
  setLanguage: (name: string) =>
    new SqlError(
      2740,
      16,
      1,
      `SET LANGUAGE failed because '${name}' is not an official language name or a language alias on this SQL Server.`,
    ),
  identityInsertOn: (existing: string, table: string) =>
    new SqlError(8107, 16, 1, `IDENTITY_INSERT is already ON for table '${existing}'. Cannot perform SET operation for table '${table}'.`),
  noIdentity: (table: string) =>
    new SqlError(8106, 16, 1, `Table '${table}' does not have the identity property. Cannot perform SET operation.`),
  couldNotCreateConstraint: (position: { readonly line: number; readonly procedure: string }) =>
    new SqlError(1750, 16, 1, 'Could not create constraint or index. See previous errors.', position),
} as const;
