import type { Metadata } from 'tedious/lib/metadata-parser';

/** `max` in the length field of a type (MS-TDS 2.2.5.5.2). */
export const MAX_LENGTH = 0xffff;
/** User type of rowversion columns; the wire type is binary(8) (MS-TDS 2.2.7.4, [MSDN-TYPES]). */
const ROWVERSION_USER_TYPE = 80;

/** The full T-SQL type of a column: `decimal(38,10)`, `nvarchar(max)`, `sys.geography`. */
export function typeText(metadata: Metadata): string {
  const { dataLength } = metadata;
  switch (metadata.type.name) {
    case 'Null':
      return 'int';
    case 'TinyInt':
    case 'SmallInt':
    case 'Int':
    case 'BigInt':
    case 'Bit':
    case 'Real':
    case 'Float':
    case 'Money':
    case 'SmallMoney':
    case 'DateTime':
    case 'SmallDateTime':
    case 'Date':
    case 'Xml':
    case 'Text':
    case 'NText':
    case 'Image':
    case 'UniqueIdentifier':
      return metadata.type.name.toLowerCase();
    case 'IntN':
      return dataLength === 1 ? 'tinyint' : dataLength === 2 ? 'smallint' : dataLength === 8 ? 'bigint' : 'int';
    case 'BitN':
      return 'bit';
    case 'FloatN':
      return dataLength === 4 ? 'real' : 'float';
    case 'MoneyN':
      return dataLength === 4 ? 'smallmoney' : 'money';
    case 'DateTimeN':
      return dataLength === 4 ? 'smalldatetime' : 'datetime';
    case 'DecimalN':
      return `decimal(${metadata.precision},${metadata.scale})`;
    case 'NumericN':
      return `numeric(${metadata.precision},${metadata.scale})`;
    case 'Time':
    case 'DateTime2':
    case 'DateTimeOffset':
      return `${metadata.type.name.toLowerCase()}(${metadata.scale})`;
    case 'Char':
    case 'VarChar':
      return `${metadata.type.name.toLowerCase()}(${lengthText(dataLength, 1)})`;
    case 'NChar':
    case 'NVarChar':
      return `${metadata.type.name.toLowerCase()}(${lengthText(dataLength, 2)})`;
    case 'Binary':
    case 'VarBinary':
      return metadata.userType === ROWVERSION_USER_TYPE
        ? 'rowversion'
        : `${metadata.type.name.toLowerCase()}(${lengthText(dataLength, 1)})`;
    case 'Variant':
      return 'sql_variant';
    case 'UDT':
      return metadata.udtInfo === undefined ? 'udt' : `${metadata.udtInfo.owningSchema}.${metadata.udtInfo.typeName}`;
    default:
      return metadata.type.name.toLowerCase();
  }
}

function lengthText(bytes: number | undefined, bytesPerCharacter: number): string {
  return bytes === undefined || bytes === MAX_LENGTH ? 'max' : String(bytes / bytesPerCharacter);
}

/** Whether the value of the column comes partially length-prefixed (MS-TDS 2.2.5.2.3). */
export function isPartiallyLengthPrefixed(metadata: Metadata): boolean {
  switch (metadata.type.name) {
    case 'VarChar':
    case 'NVarChar':
    case 'VarBinary':
      return metadata.dataLength === MAX_LENGTH;
    case 'Xml':
    case 'UDT':
      return true;
    default:
      return false;
  }
}
