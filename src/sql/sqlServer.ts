import type { CapabilityPort } from '../core/capabilities/capabilityPort';
import type { MetadataPort } from '../core/metadata/metadataPort';
import type { ActivityPort, CatalogPort, SqlServerPort } from '../core/ports';
import type { ProcedurePort } from '../core/procedures/procedurePort';
import type { DriverSqlServer } from './driverSqlServer';
import type { SqlServerOptions } from './sqlServerOptions';

/**
 * Makes the way to SQL Server. The driver is loaded at the first call and not before: loading it takes longer than the rest of an
 * activation.
 */
export function createSqlServer(
  options: SqlServerOptions = {},
): SqlServerPort & CatalogPort & MetadataPort & ActivityPort & ProcedurePort & CapabilityPort {
  let loading: Promise<DriverSqlServer> | undefined;
  const driver = (): Promise<DriverSqlServer> => {
    loading ??= import('./driverSqlServer').then((module) => new module.DriverSqlServer(options));
    return loading;
  };
  return {
    test: async (target, signal) => await (await driver()).test(target, signal),
    run: async (request, observer, signal) => await (await driver()).run(request, observer, signal),
    databases: async (target, signal) => await (await driver()).databases(target, signal),
    tables: async (target, filter, signal) => await (await driver()).metadata.tables(target, filter, signal),
    tableSchema: async (target, name, signal) => await (await driver()).metadata.tableSchema(target, name, signal),
    tableIndexes: async (target, name, signal) => await (await driver()).metadata.tableIndexes(target, name, signal),
    tableForeignKeys: async (target, name, signal) => await (await driver()).metadata.tableForeignKeys(target, name, signal),
    tableStatistics: async (target, name, signal) => await (await driver()).metadata.tableStatistics(target, name, signal),
    requestActivity: async (target, serverProcessId, signal) => await (await driver()).requestActivity(target, serverProcessId, signal),
    describeProcedure: async (target, name, known, signal) => await (await driver()).describeProcedure(target, name, known, signal),
    procedureDefinition: async (target, name, signal) => await (await driver()).procedureDefinition(target, name, signal),
    listProcedures: async (target, filter, signal) => await (await driver()).listProcedures(target, filter, signal),
    procedureNames: async (target, system, signal) => await (await driver()).procedureNames(target, system, signal),
    serverFacts: async (target, signal) => await (await driver()).serverFacts(target, signal),
    forget: async (connection) => {
      (await loading)?.forget(connection);
    },
    close: async () => {
      (await loading)?.close();
    },
  };
}
