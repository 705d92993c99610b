/**
 * What each server can do, written by hand. Sources: "Editions and supported features of SQL Server" 2016, 2017, 2019, 2022 and 2025 (editions,
 * service packs), the pages of the features themselves (versions), "Features comparison: Azure SQL Database and Azure SQL Managed Instance",
 * "Update policy in Azure SQL Managed Instance", "T-SQL differences between SQL Server and Azure SQL Managed Instance", "Limitations in SQL
 * database in Microsoft Fabric", "Transact-SQL features supported in Azure Synapse SQL". What none of them says is unknown.
 *
 * A column is a server, in the order of `profileColumns`: y supported, n not, ? unknown.
 */
export const profileColumns = [
  '2016-rtm', // Developer edition on Windows: the features of Enterprise
  '2016-rtm-standard',
  '2016-sp1-express',
  '2017', // Developer edition on Linux
  '2019-standard', // on Linux
  '2022-enterprise', // on Windows
  '2022-express', // on Windows, without Advanced Services
  '2025', // Enterprise Developer edition on Linux
  'azure-sql-database', // General Purpose
  'managed-instance', // update policy SQL Server 2022, General Purpose
  'managed-instance-always-up-to-date',
  'fabric-sql-database',
  'synapse-serverless',
] as const;

export const expectedFeatures = `
JSON functions                                     yyyyyyyy yyyyy
OPENJSON                                           yyyyyyyy yyyyy
JSON_OBJECT and JSON_ARRAY                         nnnnnyyy yyyy?
JSON_ARRAYAGG and JSON_OBJECTAGG                   nnnnnnny ynyy?
STRING_SPLIT                                       yyyyyyyy yyyyy
STRING_SPLIT with ordinal                          nnnnnyyy yyyy?
STRING_AGG                                         nnnyyyyy yyyyy
TRIM, CONCAT_WS and TRANSLATE                      nnnyyyyy yyyyy
CREATE OR ALTER                                    nnyyyyyy yyyy?
DROP IF EXISTS                                     yyyyyyyy yyyy?
GENERATE_SERIES                                    nnnnnyyy yyyy?
GREATEST and LEAST                                 nnnnnyyy yyyy?
DATE_BUCKET and DATETRUNC                          nnnnnyyy yyyy?
IS DISTINCT FROM                                   nnnnnyyy yyyy?
bit manipulation functions                         nnnnnyyy yyyy?
APPROX_PERCENTILE functions                        nnnnnyyy yyyy?
WINDOW clause                                      nnnnnyyy yyyy?
regular expressions: REGEXP_REPLACE, REGEXP_SUBSTR, … nnnnnnny ynyy?
regular expressions: REGEXP_LIKE, REGEXP_MATCHES   nnnnnnny ynyy?
fuzzy string matching                              nnnnnnny ynyy?
string concatenation with ||                       nnnnnnny ynyy?
UNISTR                                             nnnnnnny ynyy?
graph tables and MATCH                             nnnyyyyy yyyyn
SHORTEST_PATH                                      nnnnyyyy yyyyn
temporal tables                                    yyyyyyyy yyyyn
names with three parts across databases, USE       yyyyyyyy nyyny
table and index partitioning                       ynyyyyyy yyyyn
row and page compression                           ynyyyyyy yyyyn
XML compression                                    nnnnnyyy yyyyn
clustered columnstore index                        ynyyyyyy yyyyn
updatable nonclustered columnstore index           ynyyyyyy yyyyn
ordered columnstore index                          nnnnnyyy yyyyn
online index create and rebuild                    ynnynyny yyyyn
resumable online index rebuild                     nnnynyny yyyyn
resumable online index create                      nnnnnyny yyyyn
resumable ADD CONSTRAINT                           nnnnnyny yyyyn
OPTIMIZE_FOR_SEQUENTIAL_KEY                        nnnnyyyy yyyyn
JSON index                                         nnnnnnny ynyyn
vector index and VECTOR_SEARCH                     nnnnnnny ynyyn
full-text search                                   yynnnynn yyyyn
Query Store                                        yyyyyyyy yyyy?
Query Store hints                                  nnnnnyyy yyyy?
Query Store on secondary replicas                  nnnnnnny ynyy?
In-Memory OLTP                                     ynyyyyyy nnnnn
memory-optimized tempdb metadata                   nnnnnyny ?????
delayed durability                                 yyyyyyyy yyy??
automatic plan correction                          nnnynyny yyyyn
adaptive joins in batch mode                       nnnynyny yyyy?
batch mode on rowstore                             nnnnnyny yyyy?
scalar UDF inlining                                nnnnyyyy yyyy?
table variable deferred compilation                nnnnyyyy yyyy?
parameter sensitive plans                          nnnnnyyy yyyy?
optional parameter plans                           nnnnnnny y??y?
cardinality estimation feedback                    nnnnnyny yyyy?
degree of parallelism feedback                     nnnnnyny ynyy?
Resource Governor                                  ynnynyny nyynn
tempdb space resource governance                   nnnnnnny n??nn
optimized locking                                  nnnnnnny ynyy?
row-level security                                 yyyyyyyy yyyyn
dynamic data masking                               yyyyyyyy yyyyn
UNMASK on schema, table and column                 nnnnnyyy yyyy?
Always Encrypted                                   ynyyyyyy yyynn
Always Encrypted with secure enclaves              nnnnnyyn y??nn
transparent data encryption                        ynnyyyny yyynn
ledger tables                                      nnnnnyyy yyynn
database audit                                     ynyyyyyy nyynn
Microsoft Entra authentication                     nnnnnyyy yyyyy
TDS 8 (Encrypt=strict)                             nnnnnyyy yyyy?
accelerated database recovery                      nnnnyyny yyyy?
Always On availability groups                      ynnynyny nnnnn
basic availability groups                          nynnynnn nnnnn
distributed availability groups                    ynnynyny nnnnn
contained availability groups                      nnnnnyny nnnnn
failover cluster instance                          yynyyyny nnnnn
database snapshots                                 ynyyyyyy nnn?n
log shipping                                       yynyyyny nnnnn
BACKUP command                                     yyyyyyyy nyynn
backup compression                                 yynyyyny nyynn
backup to S3-compatible storage                    nnnnnyny nnnnn
json type                                          nnnnnnny ynyy?
vector type and VECTOR_DISTANCE                    nnnnnnny ynyy?
xml type                                           yyyyyyyy yyyyn
spatial types                                      yyyyyyyy yyyyn
hierarchyid type                                   yyyyyyyy yyyyn
UTF-8 collations                                   nnnnyyyy yyyyy
FILESTREAM and FileTable                           yyynnyyn nnn?n
SQL Server Agent                                   yynyyyny nyynn
linked servers                                     yyyyyyyy nyynn
CLR integration                                    yyyyyyyy nyy?n
Service Broker                                     yynyyyny nyynn
Database Mail                                      yynyyyny nyynn
change data capture                                ynnyyyny yyynn
change tracking                                    yyyyyyyy yyy?n
change event streaming                             nnnnnnny yny?n
transactional replication as publisher             yynyyyny nyynn
PolyBase                                           nnnnnnnn yyy??
Machine Learning Services                          nnnnnnnn nyy??
sp_invoke_external_rest_endpoint                   nnnnnnny ynyy?
external models (CREATE EXTERNAL MODEL)            nnnnnnny ynyyn
`;
