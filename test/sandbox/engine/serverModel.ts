import type { Database, Schema, ServerModel, ServerProfile } from './model';

/** A server with its four system databases and no logins. */
export function createServerModel(profile: ServerProfile): ServerModel {
  const server: ServerModel = { databases: new Map(), logins: new Map(), profile, startTime: new Date() };
  for (const name of ['master', 'tempdb', 'model', 'msdb', ...profile.hostingDatabases]) addDatabase(server, name);
  return server;
}

/** Adds an empty database with the schemas that every database has. */
export function addDatabase(server: ServerModel, name: string, collation = server.profile.collation): Database {
  const ids = [...server.databases.values()].map((database) => database.id);
  const database: Database = {
    id: Math.max(0, ...ids) + 1,
    name,
    collation,
    createDate: new Date(),
    schemas: new Map(),
    nextObjectId: 581577110,
    nextUserTypeId: 257,
    nextRowVersion: 2001n,
    state: 'ONLINE',
    isReadOnly: false,
    isAutoClose: false,
    compatibilityLevel: server.profile.compatibilityLevel,
    storage: {
      partitionFunctions: new Map(),
      partitionSchemes: new Map(),
      fullTextCatalogs: new Map(),
      columnMasterKeys: new Map(),
      columnEncryptionKeys: new Map(),
    },
  };
  addSchema(database, 'dbo', 1);
  addSchema(database, 'guest', 2);
  addSchema(database, 'INFORMATION_SCHEMA', 3);
  addSchema(database, 'sys', 4);
  server.databases.set(name.toLowerCase(), database);
  return database;
}

/** Adds a schema; user schemas have ids from 5. */
export function addSchema(database: Database, name: string, id = nextSchemaId(database)): Schema {
  const schema: Schema = { id, name, tables: new Map(), modules: new Map(), types: new Map(), sequences: new Map(), synonyms: new Map() };
  database.schemas.set(name.toLowerCase(), schema);
  return schema;
}

function nextSchemaId(database: Database): number {
  return Math.max(...[...database.schemas.values()].map((schema) => schema.id)) + 1;
}

/** The product gives object ids in steps of 16,000,057 and starts again below 2^31. */
export function takeObjectId(database: Database): number {
  const id = database.nextObjectId;
  database.nextObjectId = (id + 16000057) % 2147483647 || 1;
  return id;
}
