import type { CatalogContext } from '../../engine/catalogContext';
import type { Database, ServerProfile } from '../../engine/model';
import { fromDate, roundToDatetime } from '../../values/dateTime';
import type { Variant } from '../../values/sqlValue';
import { intVariant, textVariant, variant } from '../variants';
import { engineEdition, hasVersion, isCloudService, majorVersion } from '../versions';
import { isQueryStoreOn, visibleDatabases } from '../views/databaseViews';
import { scopeOf } from './objectLookup';
import type { FunctionTable } from './functionTypes';
import { intType, of, textArgument, variantType } from './functionTypes';

/** EditionID of SERVERPROPERTY, by how the edition's name begins. */
const editionIds: readonly (readonly [string, bigint])[] = [
  ['Enterprise Edition: Core', 1872460670n],
  ['Enterprise Developer', -2117995310n],
  ['Enterprise', 1804890536n],
  ['Standard Developer', -2117995310n],
  ['Standard', -1534726760n],
  ['Developer', -2117995310n],
  ['Express', -1592396055n],
  ['SQL Azure', 1674378470n],
];

/** In-Memory OLTP came to every edition with the first service pack of 2016; in the services it depends on the tier. */
function supportsXtp(profile: ServerProfile): boolean {
  if (isCloudService(profile)) return false;
  if (profile.engineEdition === engineEdition.enterprise) return true;
  return majorVersion(profile) > 13 || profile.productLevel !== 'RTM';
}

/** Express has it only with Advanced Services, until 2025 made them one; on Linux it is a package of its own. */
function hasFullText(profile: ServerProfile): boolean {
  if (profile.engineEdition === engineEdition.express) return majorVersion(profile) >= 17;
  return profile.hostPlatform === 'Windows' && profile.engineEdition !== engineEdition.fabricWarehouse;
}

function text(value: string | null): Variant | null {
  return textVariant(value);
}

/** Properties by lower-cased name, with the base types that the documentation gives. */
function serverProperties(context: CatalogContext): Readonly<Record<string, () => Variant | null>> {
  const { profile } = context.server;
  const [major, minor, build] = profile.productVersion.split('.');
  const cloud = isCloudService(profile);
  const box = (value: number): Variant | null => (cloud ? null : intVariant(value));
  const machine = profile.serverName.split('\\')[0] ?? profile.serverName;
  const folder = profile.hostPlatform === 'Linux' ? '/var/opt/mssql/data/' : 'C:\\Program Files\\Microsoft SQL Server\\MSSQL\\DATA\\';
  return {
    buildclrversion: () => text('v4.0.30319'),
    collation: () => text(profile.collation),
    collationid: () => intVariant(872468488),
    comparisonstyle: () => intVariant(196609),
    computernamephysicalnetbios: () => text(cloud ? null : machine),
    edition: () => text(profile.edition),
    editionid: () => variant({ name: 'bigint' }, editionIds.find(([start]) => profile.edition.startsWith(start))?.[1] ?? null),
    engineedition: () => intVariant(profile.engineEdition),
    filestreamconfiguredlevel: () => box(0),
    filestreameffectivelevel: () => box(0),
    filestreamsharename: () => text(null),
    hadrmanagerstatus: () => box(2),
    instancedefaultbackuppath: () => text(cloud ? null : folder),
    instancedefaultdatapath: () => text(cloud ? null : folder),
    instancedefaultlogpath: () => text(cloud ? null : folder),
    instancename: () => text(profile.serverName.split('\\')[1] ?? null),
    isadvancedanalyticsinstalled: () => box(0),
    isbigdatacluster: () => (hasVersion(profile, 15) ? intVariant(0) : null),
    isclustered: () => box(0),
    isexternalauthenticationonly: () => (cloud ? intVariant(0) : null),
    isexternalgovernanceenabled: () => (hasVersion(profile, 16) ? intVariant(0) : null),
    isfulltextinstalled: () => intVariant(hasFullText(profile) ? 1 : 0),
    ishadrenabled: () => intVariant(cloud ? 1 : 0),
    isintegratedsecurityonly: () => intVariant(0),
    islocaldb: () => box(0),
    ispolybaseinstalled: () => box(0),
    issingleuser: () => intVariant(0),
    istempdbmetadatamemoryoptimized: () => (hasVersion(profile, 15) ? intVariant(0) : null),
    isxtpsupported: () => intVariant(supportsXtp(profile) ? 1 : 0),
    lcid: () => intVariant(1033),
    licensetype: () => text('DISABLED'),
    machinename: () => text(cloud ? null : machine),
    numlicenses: () => null,
    pathseparator: () => text(profile.hostPlatform === 'Linux' ? '/' : '\\'),
    processid: () => box(1),
    productbuild: () => text(build ?? null),
    productbuildtype: () => text(profile.productUpdateLevel === null ? null : 'GDR'),
    productlevel: () => text(profile.productLevel),
    productmajorversion: () => text(major ?? null),
    productminorversion: () => text(minor ?? null),
    productupdatelevel: () => text(profile.productUpdateLevel),
    productupdatereference: () => text(null),
    productupdatetype: () => text(profile.productUpdateType),
    productversion: () => text(profile.productVersion),
    resourcelastupdatedatetime: () => variant({ name: 'datetime' }, roundToDatetime(fromDate(new Date(Date.UTC(2024, 11, 13, 9, 0, 0))))),
    resourceversion: () => text(`${major ?? '0'}.00.${build ?? '0'}`),
    servername: () => text(profile.serverName),
    sqlcharset: () => variant({ name: 'tinyint' }, 1),
    sqlcharsetname: () => text('iso_1'),
    sqlsortorder: () => variant({ name: 'tinyint' }, 52),
    sqlsortordername: () => text('nocase_iso'),
  };
}

function databaseProperties(context: CatalogContext, database: Database): Readonly<Record<string, () => Variant | null>> {
  const { profile } = context.server;
  const isService = profile.engineEdition === engineEdition.azureSqlDatabase || profile.engineEdition === engineEdition.fabricSqlDatabase;
  const simple = ['master', 'tempdb', 'msdb'].includes(database.name.toLowerCase());
  const off = (): Variant | null => intVariant(0);
  return {
    collation: () => text(database.state === 'ONLINE' ? database.collation : null),
    comparisonstyle: () => intVariant(196609),
    edition: () => text(isService ? (profile.engineEdition === 5 ? 'GeneralPurpose' : 'FabricSQLDB') : null),
    serviceobjective: () => text(isService ? (profile.engineEdition === 5 ? 'GP_Gen5_2' : 'FabricSQLDB') : null),
    maxsizeinbytes: () => (isService ? variant({ name: 'bigint' }, 34_359_738_368n) : null),
    isansinulldefault: off,
    isansinullsenabled: off,
    isansipaddingenabled: off,
    isansiwarningsenabled: off,
    isarithmeticabortenabled: off,
    isautoclose: () => intVariant(database.isAutoClose ? 1 : 0),
    isautocreatestatistics: () => intVariant(1),
    isautoshrink: off,
    isautoupdatestatistics: () => intVariant(1),
    isclone: off,
    isfulltextenabled: () => intVariant(simple ? 0 : 1),
    isinstandby: off,
    isnullconcat: off,
    isoptimizedlockingon: () => (hasVersion(profile, 17) ? intVariant(isCloudService(profile) ? 1 : 0) : null),
    isparameterizationforced: off,
    isquotedidentifiersenabled: off,
    isquerystoreon: () => intVariant(isQueryStoreOn(scopeOf(context, database), database) ? 1 : 0),
    isxtpsupported: () => intVariant(supportsXtp(profile) ? 1 : 0),
    lcid: () => intVariant(1033),
    recovery: () => text(simple ? 'SIMPLE' : 'FULL'),
    sqlsortorder: () => variant({ name: 'tinyint' }, 52),
    status: () => text(database.state),
    updateability: () => text(database.isReadOnly ? 'READ_ONLY' : 'READ_WRITE'),
    useraccess: () => text('MULTI_USER'),
    version: () => intVariant({ 13: 852, 14: 869, 15: 904, 16: 957, 17: 998 }[majorVersion(profile)] ?? 957),
  };
}

function look(properties: Readonly<Record<string, () => Variant | null>>, name: string | undefined): Variant | null {
  const key = (name ?? '').toLowerCase();
  return Object.hasOwn(properties, key) ? (properties[key]?.() ?? null) : null;
}

function connectionProperty(context: CatalogContext, name: string | undefined): Variant | null {
  const tcp = context.server.profile;
  return look(
    {
      net_transport: () => text('TCP'),
      protocol_type: () => text('TSQL'),
      auth_scheme: () => text('SQL'),
      local_net_address: () => variant({ name: 'varchar', length: 48 }, '127.0.0.1'),
      local_tcp_port: () => intVariant(isCloudService(tcp) ? 1433 : null),
      client_net_address: () => variant({ name: 'varchar', length: 48 }, '127.0.0.1'),
      physical_net_transport: () => text('TCP'),
    },
    name,
  );
}

function sessionProperty(context: CatalogContext, name: string | undefined): Variant | null {
  const { settings } = context;
  const on = (value: boolean) => (): Variant | null => intVariant(value ? 1 : 0);
  return look(
    {
      ansi_nulls: on(settings.ansiNulls),
      ansi_padding: on(true),
      ansi_warnings: on(settings.ansiWarnings),
      arithabort: on(settings.arithAbort),
      concat_null_yields_null: on(settings.concatNullYieldsNull),
      numeric_roundabort: on(false),
      quoted_identifier: on(settings.quotedIdentifier),
    },
    name,
  );
}

/** SERVERPROPERTY, DATABASEPROPERTYEX, FULLTEXTSERVICEPROPERTY, CONNECTIONPROPERTY, SESSIONPROPERTY. An unknown property gives NULL, as documented. */
export function serverFunctions(context: CatalogContext): FunctionTable {
  // The server that is played does not change while a session lasts.
  let properties: ReturnType<typeof serverProperties> | undefined;
  return {
    SERVERPROPERTY: of(variantType, ([name]) => look((properties ??= serverProperties(context)), textArgument(name))),
    DATABASEPROPERTYEX: of(variantType, ([name, property]) => {
      const wanted = textArgument(name)?.toLowerCase();
      const database = visibleDatabases(context).find((each) => each.name.toLowerCase() === wanted);
      return database === undefined ? null : look(databaseProperties(context, database), textArgument(property));
    }),
    FULLTEXTSERVICEPROPERTY: of(intType, ([name]) =>
      textArgument(name)?.toLowerCase() === 'isfulltextinstalled' ? Number(hasFullText(context.server.profile)) : null,
    ),
    CONNECTIONPROPERTY: of(variantType, ([name]) => connectionProperty(context, textArgument(name))),
    SESSIONPROPERTY: of(variantType, ([name]) => sessionProperty(context, textArgument(name))),
  };
}
