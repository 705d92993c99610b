import { cancelSession } from './cancelSession';
import { executeQuery } from './executeQuery';
import { executeStoredProcedure } from './executeStoredProcedure';
import { getServerCapabilities } from './getServerCapabilities';
import { getSessionResult } from './getSessionResult';
import { getSessionStatus } from './getSessionStatus';
import { getStoredProcedureDefinition } from './getStoredProcedureDefinition';
import { getStoredProcedureParameters } from './getStoredProcedureParameters';
import { getTableForeignKeys } from './getTableForeignKeys';
import { getTableIndexes } from './getTableIndexes';
import { getTableSchema } from './getTableSchema';
import { getTableStatistics } from './getTableStatistics';
import { listConnections } from './listConnections';
import { listDatabases } from './listDatabases';
import { listSessions } from './listSessions';
import { listStoredProcedures } from './listStoredProcedures';
import { listTables } from './listTables';
import { startQuery } from './startQuery';
import { startStoredProcedure } from './startStoredProcedure';
import type { Tool } from './tool';

/** Every tool there is, sorted by name. */
export const allTools: readonly Tool[] = [
  cancelSession,
  executeQuery,
  executeStoredProcedure,
  getServerCapabilities,
  getSessionResult,
  getSessionStatus,
  getStoredProcedureDefinition,
  getStoredProcedureParameters,
  getTableForeignKeys,
  getTableIndexes,
  getTableSchema,
  getTableStatistics,
  listConnections,
  listDatabases,
  listSessions,
  listStoredProcedures,
  listTables,
  startQuery,
  startStoredProcedure,
].sort((left, right) => (left.name < right.name ? -1 : 1));
