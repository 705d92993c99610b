import type {
  CreateSchemaStatement,
  CreateSequenceStatement,
  CreateSynonymStatement,
  CreateTableStatement,
  CreateTypeStatement,
} from '../../syntax/statementAst';
import type { SqlType } from '../../values/sqlType';
import { definitionMessages } from '../errors/definitionMessages';
import { holdNew } from '../locking';
import type { Frame } from '../frame';
import type { Sequence, UserType } from '../model';
import { constraintNames, findSchema, objectExists, place, rememberConstraints, requireSchema } from '../names';
import { addSchema, takeObjectId } from '../serverModel';
import { resolveType } from '../typeNames';
import { changeCount } from '../undoStack';
import { buildTable } from './buildTable';
import { setEntry } from './catalogChanges';
import { addVersioning, withLedgerColumns } from './versionedTables';

/** CREATE TABLE; a temporary table belongs to the frame that makes it, `##t` to the server. Throws SqlError 2714, 2760. */
export function createTable(frame: Frame, { name, definition }: CreateTableStatement): void {
  const { session } = frame;
  const at = place(session, name);
  const target = { name: at.name, schema: at.schema, kind: 'table', database: at.database } as const;
  if (at.name.startsWith('#')) {
    const map = at.name.startsWith('##') ? session.host.globalTemporaryTables : frame.temporaryTables;
    if (map.has(at.name.toLowerCase())) throw definitionMessages.objectExists(at.name);
    setEntry(session.undo, map, at.name, buildTable(frame, definition, target));
    return;
  }
  const schema = requireSchema(at.database, at.schema);
  const before = changeCount();
  if (objectExists(schema, at.name)) throw definitionMessages.objectExists(at.name);
  const table = buildTable(frame, withLedgerColumns(definition), { ...target, schema: schema.name });
  for (const constraint of constraintNames(table)) if (objectExists(schema, constraint)) throw definitionMessages.objectExists(constraint);
  setEntry(session.undo, schema.tables, at.name, table);
  // A history table that is made with it has no constraints.
  rememberConstraints(schema, table, before);
  addVersioning(frame, at.database, table);
  holdNew(frame, at.database, table);
}

/** CREATE SCHEMA. Throws SqlError 2714. */
export function createSchema(frame: Frame, { name }: CreateSchemaStatement): void {
  const { database, undo } = frame.session;
  if (findSchema(database, name)) throw definitionMessages.objectExists(name);
  addSchema(database, name);
  undo.push(() => database.schemas.delete(name.toLowerCase()));
}

/** CREATE TYPE: an alias or a table type. Throws SqlError 219. */
export function createType(frame: Frame, statement: CreateTypeStatement): void {
  const { session } = frame;
  const at = place(session, statement.name);
  const schema = requireSchema(at.database, at.schema);
  if (schema.types.has(at.name.toLowerCase())) throw definitionMessages.typeExists(statement.name.parts.join('.'));
  const type: UserType = {
    userTypeId: at.database.nextUserTypeId++,
    name: at.name,
    schema: schema.name,
    nullable: statement.nullable ?? true,
    ...(statement.from && { base: resolveType(session, statement.from) }),
    ...(statement.table && {
      table: buildTable(frame, statement.table, { name: at.name, kind: 'type', database: at.database, schema: schema.name }),
    }),
  };
  setEntry(session.undo, schema.types, at.name, type);
}

const integerLimits: Readonly<Record<string, readonly [bigint, bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-32768n, 32767n],
  int: [-2147483648n, 2147483647n],
  bigint: [-9223372036854775808n, 9223372036854775807n],
};

function limitsOf(type: SqlType): readonly [bigint, bigint] {
  const limits = integerLimits[type.name];
  if (limits) return limits;
  const largest = 10n ** BigInt(type.precision ?? 18) - 1n;
  return [-largest, largest];
}

/** CREATE SEQUENCE. Throws SqlError 2714. */
export function createSequence(frame: Frame, statement: CreateSequenceStatement): void {
  const { session } = frame;
  const at = place(session, statement.name);
  const schema = requireSchema(at.database, at.schema);
  if (objectExists(schema, at.name)) throw definitionMessages.objectExists(at.name);
  const type = statement.type ? resolveType(session, statement.type) : ({ name: 'bigint' } as const);
  const [lowest, highest] = limitsOf(type);
  const increment = statement.increment ?? 1n;
  const minimum = statement.minimum ?? lowest;
  const maximum = statement.maximum ?? highest;
  const sequence: Sequence = {
    objectId: takeObjectId(at.database),
    name: at.name,
    type,
    start: statement.start ?? (increment < 0n ? maximum : minimum),
    increment,
    minimum,
    maximum,
    cycle: statement.cycle,
    current: null,
  };
  setEntry(session.undo, schema.sequences, at.name, sequence);
}

/** CREATE SYNONYM: the name it stands for need not exist. Throws SqlError 2714. */
export function createSynonym(frame: Frame, statement: CreateSynonymStatement): void {
  const { session } = frame;
  const at = place(session, statement.name);
  const schema = requireSchema(at.database, at.schema);
  if (objectExists(schema, at.name)) throw definitionMessages.objectExists(at.name);
  const baseObject = statement.target.parts.map((part) => (part === '' ? '' : `[${part.replaceAll(']', ']]')}]`)).join('.');
  setEntry(session.undo, schema.synonyms, at.name, { objectId: takeObjectId(at.database), name: at.name, baseObject });
}
