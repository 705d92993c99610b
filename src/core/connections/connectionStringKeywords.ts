import { editDistance } from '../names/closestNames';

/**
 * The keywords of Microsoft.Data.SqlClient (SqlConnection.ConnectionString), the ODBC Driver for SQL Server and the JDBC driver,
 * mapped to one name each. Spaces, underscores, hyphens and case do not count.
 */
export type Keyword =
  | 'server'
  | 'port'
  | 'instance'
  | 'database'
  | 'user'
  | 'password'
  | 'domain'
  | 'authentication'
  | 'authenticationScheme'
  | 'integratedSecurity'
  | 'accessToken'
  | 'clientId'
  | 'clientSecret'
  | 'tenantId'
  | 'encrypt'
  | 'trustServerCertificate'
  | 'hostNameInCertificate'
  | 'serverCertificate'
  | 'applicationIntent'
  | 'applicationName'
  | 'workstationId'
  | 'connectTimeout'
  | 'commandTimeout'
  | 'packetSize'
  | 'multiSubnetFailover'
  | 'driver'
  | 'multipleActiveResultSets'
  | 'failoverPartner'
  | 'attachDbFilename'
  | 'userInstance'
  | 'networkLibrary'
  | 'columnEncryption'
  | 'dataSourceName'
  | 'withoutEffect';

/** How the keywords of each name are spelled; the first is the one that messages use. */
const SPELLINGS: Readonly<Record<Keyword, readonly string[]>> = {
  server: ['Server', 'Data Source', 'Address', 'Addr', 'Network Address', 'Server Name'],
  port: ['Port', 'Port Number'],
  instance: ['Instance Name', 'Instance'],
  database: ['Database', 'Initial Catalog', 'Database Name'],
  user: ['User ID', 'UID', 'User', 'User Name'],
  password: ['Password', 'PWD'],
  domain: ['Domain'],
  authentication: ['Authentication'],
  authenticationScheme: ['Authentication Scheme'],
  integratedSecurity: ['Integrated Security', 'Trusted_Connection'],
  accessToken: ['Access Token'],
  clientId: ['Client ID', 'MSI Client ID', 'AAD Secure Principal ID'],
  clientSecret: ['Client Secret', 'AAD Secure Principal Secret'],
  tenantId: ['Tenant ID'],
  encrypt: ['Encrypt'],
  trustServerCertificate: ['Trust Server Certificate'],
  hostNameInCertificate: ['Host Name In Certificate'],
  serverCertificate: ['Server Certificate'],
  applicationIntent: ['Application Intent'],
  applicationName: ['Application Name', 'App'],
  workstationId: ['Workstation ID', 'WSID'],
  connectTimeout: ['Connect Timeout', 'Connection Timeout', 'Timeout', 'Login Timeout'],
  commandTimeout: ['Command Timeout', 'Query Timeout'],
  packetSize: ['Packet Size'],
  multiSubnetFailover: ['Multi Subnet Failover'],
  driver: ['Driver', 'Provider'],
  multipleActiveResultSets: ['Multiple Active Result Sets', 'MARS_Connection', 'MARS Connection'],
  failoverPartner: ['Failover Partner'],
  attachDbFilename: ['AttachDbFilename', 'Extended Properties', 'Initial File Name'],
  userInstance: ['User Instance'],
  networkLibrary: ['Network Library', 'Network', 'Net'],
  columnEncryption: ['Column Encryption Setting', 'Column Encryption'],
  dataSourceName: ['DSN', 'File DSN'],
  withoutEffect: [
    'Pooling',
    'Max Pool Size',
    'Min Pool Size',
    'Pool Blocking Period',
    'Load Balance Timeout',
    'Connection Lifetime',
    'Connection Reset',
    'Persist Security Info',
    'Connect Retry Count',
    'Connect Retry Interval',
    'Enlist',
    'Transaction Binding',
    'Type System Version',
    'Asynchronous Processing',
    'Async',
    'Context Connection',
    'Current Language',
    'Language',
    'Replication',
    'Transparent Network IP Resolution',
    'IP Address Preference',
    'Server SPN',
    'Failover Partner SPN',
    'Enclave Attestation Url',
    'Attestation Protocol',
    'Description',
    'AnsiNPW',
    'AutoTranslate',
    'QuotedId',
    'Regional',
    'Use FMTONLY',
    'Keep Alive',
    'Keep Alive Interval',
    'LongAsMax',
    'Retry Exec',
    'StatsLog_On',
    'StatsLogFile',
    'QueryLog_On',
    'QueryLogFile',
    'QueryLogTime',
    'Lock Timeout',
    'Socket Timeout',
    'Cancel Query Timeout',
    'Response Buffering',
    'Select Method',
    'Send String Parameters As Unicode',
    'Send Time As Datetime',
    'Last Update Count',
    'XOpen States',
    'Send TEMPORAL Data Types As String For Bulk Copy',
    'Disable Statement Pooling',
    'Statement Pooling Cache Size',
    'Prepare Method',
    'Use Bulk Copy For Batch Insert',
    'Delay Loading Lobs',
    'SSL Protocol',
    'FIPS',
    'Server Name As ACE',
    'Calc BigDecimal Precision',
    'Quoted Identifier',
    'Concat Null Yields Null',
  ],
};

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  Object.entries(SPELLINGS).flatMap(([keyword, spellings]) =>
    isKeyword(keyword) ? spellings.map((spelling): [string, Keyword] => [normalize(spelling), keyword]) : [],
  ),
);

function isKeyword(text: string): text is Keyword {
  return Object.hasOwn(SPELLINGS, text);
}

function normalize(keyword: string): string {
  return keyword.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** undefined: not a keyword that any of the four dialects knows. */
export function findKeyword(text: string): Keyword | undefined {
  return KEYWORDS.get(normalize(text));
}

/** The keyword as messages spell it. */
export function spellingOf(keyword: Keyword): string {
  return SPELLINGS[keyword][0] ?? keyword;
}

/** Whether the value of this keyword must never be shown. */
export function isSecretKeyword(text: string): boolean {
  const keyword = findKeyword(text);
  return keyword === 'password' || keyword === 'accessToken' || keyword === 'clientSecret';
}

/** The spellings closest to an unknown keyword, best first; empty when none is near. */
export function closestKeywords(text: string): string[] {
  const wanted = normalize(text);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return Object.values(SPELLINGS)
    .flat()
    .map((spelling) => ({ spelling, distance: editDistance(wanted, normalize(spelling)) }))
    .filter((candidate) => candidate.distance <= limit)
    .sort((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map((candidate) => candidate.spelling);
}
