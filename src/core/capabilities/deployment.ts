import type { ServerFacts } from './serverFacts';
import type { Engine, ServerProduct } from './serverProduct';

export type DeploymentType =
  | 'sql_server_windows'
  | 'sql_server_linux'
  | 'sql_server_container'
  | 'azure_vm'
  | 'azure_sql_database'
  | 'azure_sql_managed_instance'
  | 'fabric_sql_database'
  | 'fabric_warehouse'
  | 'synapse_dedicated'
  | 'synapse_serverless'
  | 'azure_sql_edge'
  | 'amazon_rds'
  | 'google_cloud_sql'
  | 'unknown';

/** certain: the server says so; strong: only such a place has it; medium: such places mostly have it; none: nothing was found. */
export type Confidence = 'certain' | 'strong' | 'medium' | 'none';

/** The coarse kind: a service that Microsoft runs, a virtual machine in Azure, a place of one's own, another cloud. */
export type DeploymentKind = 'azure_sql_database' | 'azure_vm' | 'on_premises' | 'other' | 'unknown';

export interface Deployment {
  readonly type: DeploymentType;
  readonly name: string;
  readonly kind: DeploymentKind;
  readonly confidence: Confidence;
  /** What was seen: one phrase each, never a secret. */
  readonly evidence: readonly string[];
}

export const deploymentNames: Readonly<Record<DeploymentType, string>> = {
  sql_server_windows: 'SQL Server on Windows',
  sql_server_linux: 'SQL Server on Linux',
  sql_server_container: 'SQL Server in a container',
  azure_vm: 'SQL Server on an Azure virtual machine',
  azure_sql_database: 'Azure SQL Database',
  azure_sql_managed_instance: 'Azure SQL Managed Instance',
  fabric_sql_database: 'SQL database in Microsoft Fabric',
  fabric_warehouse: 'Microsoft Fabric warehouse or SQL analytics endpoint',
  synapse_dedicated: 'Azure Synapse dedicated SQL pool',
  synapse_serverless: 'Azure Synapse serverless SQL pool',
  azure_sql_edge: 'Azure SQL Edge',
  amazon_rds: 'Amazon RDS for SQL Server',
  google_cloud_sql: 'Google Cloud SQL for SQL Server',
  unknown: 'unknown',
};

const typesOfEngines: Readonly<Partial<Record<Engine, DeploymentType>>> = {
  azureSqlDatabase: 'azure_sql_database',
  managedInstance: 'azure_sql_managed_instance',
  fabricSqlDatabase: 'fabric_sql_database',
  synapseDedicated: 'synapse_dedicated',
  edge: 'azure_sql_edge',
};

interface Finding {
  readonly type: DeploymentType;
  readonly confidence: Confidence;
  readonly evidence: readonly string[];
}

/** Where the server runs. EngineEdition decides first; the word Azure in @@VERSION decides nothing: a virtual machine in Azure does not print it, a Managed Instance does. */
export function detectDeployment(facts: ServerFacts, product: ServerProduct, host: string): Deployment {
  const finding = ofService(facts, product, host) ?? ofHosting(facts, host) ?? ofPlatform(facts);
  return { ...finding, name: deploymentNames[finding.type], kind: kindOf(finding.type, facts) };
}

function ofService(facts: ServerFacts, product: ServerProduct, host: string): Finding | undefined {
  const type = typesOfEngines[product.engine];
  const edition = `EngineEdition ${String(product.engineEdition)}`;
  if (type !== undefined) return { type, confidence: 'certain', evidence: [edition] };
  const named = (pattern: RegExp): string[] => [
    ...(pattern.test(host) ? [`host ${host}`] : []),
    ...(pattern.test(facts.texts.ServerName ?? '') ? [`server name ${facts.texts.ServerName ?? ''}`] : []),
  ];
  switch (product.engine) {
    case 'synapseServerless':
      return { type: 'synapse_serverless', confidence: 'strong', evidence: [edition, ...named(/-ondemand(?:\.|$)/iu)] };
    case 'fabricWarehouse':
      return { type: 'fabric_warehouse', confidence: 'strong', evidence: [edition, ...named(/\.fabric\.microsoft\.com$/iu)] };
    case 'serverlessOrFabric':
      return { type: 'unknown', confidence: 'none', evidence: [`${edition}: Synapse serverless or Fabric`, 'no telling host name'] };
    case 'unknown':
      return { type: 'unknown', confidence: 'none', evidence: [`${edition} is not known`] };
    default:
      return undefined;
  }
}

/** SQL Server itself, hosted by somebody. */
function ofHosting(facts: ServerFacts, host: string): Finding | undefined {
  if (facts.hostingDatabases.includes('rdsadmin')) return { type: 'amazon_rds', confidence: 'strong', evidence: ['database rdsadmin'] };
  if (facts.hostingDatabases.includes('gcloud_cloudsqladmin')) {
    return { type: 'google_cloud_sql', confidence: 'strong', evidence: ['database gcloud_cloudsqladmin'] };
  }
  const { system, azureVmLogins } = facts.state;
  const container = system?.container ?? null;
  if (container !== null && container !== 'NONE') {
    return { type: 'sql_server_container', confidence: 'certain', evidence: [`container_type_desc ${container}`] };
  }
  const logins = (azureVmLogins ?? []).map((login) => `login ${login}`);
  const operatingSystem = `${facts.state.host?.distribution ?? ''} ${facts.versionText}`;
  const hints = [
    ...(operatingSystem.includes('Datacenter: Azure Edition') ? ['operating system "Datacenter: Azure Edition"'] : []),
    ...(/\.cloudapp\.azure\.com$/iu.test(host) ? [`host ${host}`] : []),
  ];
  if (logins.length > 0) return { type: 'azure_vm', confidence: 'strong', evidence: [...logins, ...hints] };
  return hints.length > 0 ? { type: 'azure_vm', confidence: 'medium', evidence: hints } : undefined;
}

function ofPlatform(facts: ServerFacts): Finding {
  const evidence = [...machine(facts), ...hiddenLogins(facts)];
  const { host } = facts.state;
  if (host !== undefined) {
    const type = host.platform === 'Linux' ? 'sql_server_linux' : host.platform === 'Windows' ? 'sql_server_windows' : 'unknown';
    const system = [host.platform, host.distribution].filter((part) => part !== '').join(', ');
    return { type, confidence: type === 'unknown' ? 'none' : 'certain', evidence: [`host_platform ${system}`, ...evidence] };
  }
  // The last line of @@VERSION names edition and operating system: `Developer Edition (64-bit) on Windows Server 2022 …`.
  const system = /\bon (?<system>(?<platform>Linux|Windows)\b[^\n]*)/u.exec(facts.versionText)?.groups;
  if (system === undefined) return { type: 'unknown', confidence: 'none', evidence: ['@@VERSION names no operating system', ...evidence] };
  return {
    type: system['platform'] === 'Linux' ? 'sql_server_linux' : 'sql_server_windows',
    confidence: 'strong',
    evidence: [`@@VERSION on ${(system['system'] ?? '').trim()}`, ...evidence],
  };
}

/** The surest sign of an Azure virtual machine is a login, which not every login may see. */
function hiddenLogins({ serverPermissions, state }: ServerFacts): string[] {
  const sees = serverPermissions['VIEW ANY DEFINITION'] === true || serverPermissions['VIEW ANY SECURITY DEFINITION'] === true;
  return sees || state.host?.platform === 'Linux' ? [] : ['logins that tell an Azure virtual machine are hidden (VIEW ANY DEFINITION)'];
}

/** That it is a virtual machine says nothing of whose it is; that it is none says that it is not Azure's. */
function machine(facts: ServerFacts): string[] {
  const kind = facts.state.system?.virtualMachine;
  return kind === undefined ? [] : [kind === 'NONE' ? 'no virtual machine' : 'a virtual machine, nothing says whose'];
}

function kindOf(type: DeploymentType, facts: ServerFacts): DeploymentKind {
  switch (type) {
    case 'azure_sql_database':
    case 'azure_sql_managed_instance':
    case 'fabric_sql_database':
    case 'fabric_warehouse':
    case 'synapse_dedicated':
    case 'synapse_serverless':
      return 'azure_sql_database';
    case 'azure_vm':
      return 'azure_vm';
    case 'amazon_rds':
    case 'google_cloud_sql':
      return 'other';
    case 'azure_sql_edge':
      return 'on_premises';
    case 'sql_server_windows':
    case 'sql_server_linux':
    case 'sql_server_container':
      return facts.state.system?.virtualMachine === 'NONE' ? 'on_premises' : 'unknown';
    case 'unknown':
      return 'unknown';
  }
}
