import type { FeatureRule } from '../featureRule';
import { availabilityFeatures } from './availability';
import { dataTypeFeatures } from './dataTypes';
import { indexingFeatures } from './indexing';
import { integrationFeatures } from './integration';
import { languageFeatures } from './language';
import { performanceFeatures } from './performance';
import { securityFeatures } from './security';

/**
 * Every feature that is judged, in the order of the groups. Sources of the rules: "Editions and supported features of SQL Server" 2016, 2017,
 * 2019, 2022 and 2025, and of those on Linux; "Features comparison: Azure SQL Database and Azure SQL Managed Instance"; "Update policy in Azure SQL Managed Instance";
 * "Limitations in SQL database in Microsoft Fabric"; "Transact-SQL features supported in Azure Synapse SQL"; and each feature's own page.
 */
export const allFeatures: readonly FeatureRule[] = [
  ...languageFeatures,
  ...indexingFeatures,
  ...performanceFeatures,
  ...securityFeatures,
  ...availabilityFeatures,
  ...dataTypeFeatures,
  ...integrationFeatures,
];
