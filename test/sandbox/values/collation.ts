/**
 * What a collation's name means: the locale and comparison flags that MS-TDS 2.2.5.1.2 puts on the wire, and the code page of
 * its char and varchar data. Sources: "Windows collation name", "SQL Server collation name" and sys.fn_helpcollations of the documentation.
 */
export interface Collation {
  readonly name: string;
  /** Windows locale id, 20 bits. */
  readonly lcid: number;
  /** 0 for Windows collations; the sort id of a SQL_ collation. */
  readonly sortId: number;
  /** Windows code page number of char and varchar data; 65001 is UTF-8. */
  readonly codePage: number;
  /** 0: no number in the name (80), 1: 90, 2: 100, 3: 140, as COLLATIONPROPERTY(…, 'Version') says. */
  readonly version: number;
  readonly binary: 'none' | 'BIN' | 'BIN2';
  readonly caseSensitive: boolean;
  readonly accentSensitive: boolean;
  readonly kanaSensitive: boolean;
  readonly widthSensitive: boolean;
  readonly supplementary: boolean;
  readonly utf8: boolean;
}

/** The default of the product's setup in the United States, and of Azure SQL Database. */
export const defaultCollationName = 'SQL_Latin1_General_CP1_CI_AS';

/** Locale id and code page by the family of Windows collation names. */
const families: ReadonlyMap<string, readonly [lcid: number, codePage: number]> = new Map([
  ['latin1_general', [0x0409, 1252]],
  ['albanian', [0x041c, 1250]],
  ['arabic', [0x0401, 1256]],
  ['chinese_prc', [0x0804, 936]],
  ['chinese_prc_stroke', [0x20804, 936]],
  ['chinese_taiwan_stroke', [0x0404, 950]],
  ['chinese_taiwan_bopomofo', [0x30404, 950]],
  ['croatian', [0x041a, 1250]],
  ['cyrillic_general', [0x0419, 1251]],
  ['czech', [0x0405, 1250]],
  ['danish_norwegian', [0x0406, 1252]],
  ['danish_greenlandic', [0x0406, 1252]],
  ['estonian', [0x0425, 1257]],
  ['finnish_swedish', [0x040b, 1252]],
  ['french', [0x040c, 1252]],
  ['german_phonebook', [0x10407, 1252]],
  ['greek', [0x0408, 1253]],
  ['hebrew', [0x040d, 1255]],
  ['hungarian', [0x040e, 1250]],
  ['icelandic', [0x040f, 1252]],
  ['japanese', [0x0411, 932]],
  ['japanese_xjis', [0x0411, 932]],
  ['japanese_bushu_kakusu', [0x0411, 932]],
  ['korean_wansung', [0x0412, 949]],
  ['korean', [0x0412, 949]],
  ['latvian', [0x0426, 1257]],
  ['lithuanian', [0x0427, 1257]],
  ['modern_spanish', [0x0c0a, 1252]],
  ['polish', [0x0415, 1250]],
  ['romanian', [0x0418, 1250]],
  ['slovak', [0x041b, 1250]],
  ['slovenian', [0x0424, 1250]],
  ['thai', [0x041e, 874]],
  ['traditional_spanish', [0x040a, 1252]],
  ['turkish', [0x041f, 1254]],
  ['ukrainian', [0x0422, 1251]],
  ['vietnamese', [0x042a, 1258]],
]);

/** SQL_ collations: locale id, sort id, code page. */
const sqlCollations: ReadonlyMap<string, readonly [lcid: number, sortId: number, codePage: number]> = new Map([
  ['sql_latin1_general_cp1_cs_as', [0x0409, 51, 1252]],
  ['sql_latin1_general_cp1_ci_as', [0x0409, 52, 1252]],
  ['sql_latin1_general_pref_cp1_ci_as', [0x0409, 53, 1252]],
  ['sql_latin1_general_cp1_ci_ai', [0x0409, 54, 1252]],
  ['sql_latin1_general_cp437_bin', [0x0409, 30, 437]],
  ['sql_latin1_general_cp437_cs_as', [0x0409, 31, 437]],
  ['sql_latin1_general_cp437_ci_as', [0x0409, 32, 437]],
  ['sql_latin1_general_cp437_ci_ai', [0x0409, 34, 437]],
  ['sql_latin1_general_cp850_bin', [0x0409, 40, 850]],
  ['sql_latin1_general_cp850_cs_as', [0x0409, 41, 850]],
  ['sql_latin1_general_cp850_ci_as', [0x0409, 42, 850]],
  ['sql_latin1_general_cp850_ci_ai', [0x0409, 44, 850]],
  ['sql_latin1_general_cp1250_cs_as', [0x0409, 81, 1250]],
  ['sql_latin1_general_cp1250_ci_as', [0x0409, 82, 1250]],
  ['sql_latin1_general_cp1251_cs_as', [0x0419, 105, 1251]],
  ['sql_latin1_general_cp1251_ci_as', [0x0419, 106, 1251]],
  ['sql_latin1_general_cp1253_cs_as', [0x0408, 113, 1253]],
  ['sql_latin1_general_cp1253_ci_as', [0x0408, 114, 1253]],
  ['sql_latin1_general_cp1254_cs_as', [0x041f, 129, 1254]],
  ['sql_latin1_general_cp1254_ci_as', [0x041f, 130, 1254]],
  ['sql_latin1_general_cp1255_cs_as', [0x040d, 137, 1255]],
  ['sql_latin1_general_cp1255_ci_as', [0x040d, 138, 1255]],
  ['sql_latin1_general_cp1256_cs_as', [0x0401, 145, 1256]],
  ['sql_latin1_general_cp1256_ci_as', [0x0401, 146, 1256]],
  ['sql_latin1_general_cp1257_cs_as', [0x0425, 153, 1257]],
  ['sql_latin1_general_cp1257_ci_as', [0x0425, 154, 1257]],
]);

const versions: Readonly<Record<string, number>> = { '90': 1, '100': 2, '140': 3 };
const namePattern =
  /^(?<family>[a-z0-9_]+?)(?:_(?<version>90|100|140))?_(?:(?<binary>BIN2?)|(?<letter>C[SI])_(?<accent>A[SI])(?<kana>_KS)?(?<width>_WS)?(?<supplementary>_SC)?(?:_VSS)?)(?<utf8>_UTF8)?$/i;

const known = new Map<string, Collation | undefined>();

/** Describes a collation by name (in any case), or undefined when the sandbox does not know it. */
export function findCollation(name: string): Collation | undefined {
  if (known.has(name)) return known.get(name);
  const collation = parseCollation(name);
  known.set(name, collation);
  return collation;
}

/** The collation of a character type: its own, else the default of the server. */
export function collationOf(name: string | undefined): Collation {
  const collation = findCollation(name ?? defaultCollationName) ?? findCollation(defaultCollationName);
  if (collation === undefined) throw new Error('The default collation is not in the table.');
  return collation;
}

function parseCollation(name: string): Collation | undefined {
  const lower = name.toLowerCase();
  const groups = namePattern.exec(name)?.groups;
  if (groups === undefined) return undefined;
  const binary = groups['binary']?.toUpperCase();
  const shared = {
    name,
    binary: binary === 'BIN' ? 'BIN' : binary === 'BIN2' ? 'BIN2' : 'none',
    caseSensitive: binary !== undefined || groups['letter']?.toUpperCase() === 'CS',
    accentSensitive: binary !== undefined || groups['accent']?.toUpperCase() === 'AS',
    kanaSensitive: binary !== undefined || groups['kana'] !== undefined,
    widthSensitive: binary !== undefined || groups['width'] !== undefined,
  } as const;
  const sql = sqlCollations.get(lower);
  if (sql !== undefined) {
    return { ...shared, lcid: sql[0], sortId: sql[1], codePage: sql[2], version: 0, supplementary: false, utf8: false };
  }
  const family = families.get(groups['family']?.toLowerCase() ?? '');
  if (family === undefined) return undefined;
  const version = versions[groups['version'] ?? ''] ?? 0;
  const utf8 = groups['utf8'] !== undefined;
  if (utf8 && version < 2) return undefined;
  return {
    ...shared,
    lcid: family[0],
    sortId: 0,
    codePage: utf8 ? 65001 : family[1],
    version,
    supplementary: groups['supplementary'] !== undefined || version === 3,
    utf8,
  };
}
