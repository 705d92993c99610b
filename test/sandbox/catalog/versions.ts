import type { ServerProfile } from '../engine/model';

/** EngineEdition values that SERVERPROPERTY documents. */
export const engineEdition = {
  standard: 2,
  enterprise: 3,
  express: 4,
  azureSqlDatabase: 5,
  managedInstance: 8,
  fabricWarehouse: 11,
  fabricSqlDatabase: 12,
} as const;

/** The major version of the product: 13 is SQL Server 2016, 17 is SQL Server 2025. */
export function majorVersion(profile: ServerProfile): number {
  return Number(profile.productVersion.split('.')[0]);
}

/** True for the services that are always newer than their version number says: versions must not be compared there. */
export function isCloudService(profile: ServerProfile): boolean {
  return profile.engineEdition === 5 || profile.engineEdition === 8 || profile.engineEdition === 11 || profile.engineEdition === 12;
}

/** True for the deployments where the database is the boundary: no USE, no other databases' names, no server permissions. */
export function isSingleDatabaseService(profile: ServerProfile): boolean {
  return profile.engineEdition === engineEdition.azureSqlDatabase || profile.engineEdition === engineEdition.fabricSqlDatabase;
}

/** Whether something that came with a major version is there. */
export function hasVersion(profile: ServerProfile, major: number): boolean {
  return isCloudService(profile) ? profile.heldAt === null || profile.heldAt >= major : majorVersion(profile) >= major;
}
