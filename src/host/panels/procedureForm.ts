import { formatQualifiedName } from '../../core/names/qualifiedName';
import { isRequired } from '../../core/procedures/parameterNeed';
import type { Procedure, ProcedureParameter, SqlType } from '../../core/procedures/procedureTypes';
import type { Control, FormColumn, FormParameter, ProcedureForm } from '../../shared/procedurePage';

const controls: Readonly<Record<string, Control>> = {
  bit: 'bit',
  tinyint: 'number',
  smallint: 'number',
  int: 'number',
  bigint: 'number',
  decimal: 'number',
  numeric: 'number',
  smallmoney: 'number',
  money: 'number',
  real: 'number',
  float: 'number',
  date: 'date',
  time: 'time',
  datetime: 'dateTime',
  smalldatetime: 'dateTime',
  datetime2: 'dateTime',
  datetimeoffset: 'dateTime',
  uniqueidentifier: 'guid',
  text: 'longText',
  ntext: 'longText',
  json: 'json',
  xml: 'xml',
  binary: 'binary',
  varbinary: 'binary',
  image: 'binary',
  rowversion: 'binary',
  timestamp: 'binary',
  sql_variant: 'variant',
  table: 'table',
};

/** A text of more characters is written on several lines. */
const longTextCharacters = 400;

/** The control that fits a type. */
export function controlOf(type: SqlType): Control {
  const { base, length } = type;
  const isLong = length === 'max' || (length !== undefined && length > longTextCharacters);
  return controls[base] ?? (isLong && /^n?(?:var)?char$/u.test(base) ? 'longText' : 'text');
}

/** What a page needs to show the form of a procedure. */
export function procedureForm(procedure: Procedure, connection: string): ProcedureForm {
  const refused = procedure.canExecute === false ? ['The login may not execute this procedure.'] : [];
  const unlisted = procedure.parametersKnown
    ? []
    : ['The catalog does not list the parameters of this procedure: it is called without any.'];
  return {
    name: formatQualifiedName({ schema: procedure.schema, name: procedure.name }),
    connection,
    database: procedure.database,
    parameters: procedure.parameters.map(formParameter),
    notes: [...refused, ...unlisted, ...procedure.notes],
  };
}

function formParameter(parameter: ProcedureParameter): FormParameter {
  const { name, type, direction, isCursor } = parameter;
  const { default: given } = parameter;
  return {
    name,
    type: type.kind === 'alias' ? `${type.text} (${type.baseText})` : type.text,
    control: isCursor ? 'cursor' : controlOf(type),
    example: exampleOf(type),
    isOutput: direction === 'inout',
    isRequired: isRequired(parameter),
    takesNull: parameter.nullable !== false && type.kind !== 'table',
    default: given.state === 'value' ? { state: 'value', text: given.text } : { ...given },
    columns: (type.columns ?? [])
      .filter((column) => !column.generated)
      .map((column): FormColumn => ({
        name: column.name,
        type: column.type.text,
        control: controlOf(column.type),
        nullable: column.nullable,
        default: column.default,
      })),
  };
}

function exampleOf({ base, scale = 0 }: SqlType): string {
  const fraction = scale === 0 ? '' : `.${'n'.repeat(scale)}`;
  const examples: Readonly<Record<string, string>> = {
    date: 'YYYY-MM-DD',
    time: `hh:mm:ss${fraction}`,
    datetime: 'YYYY-MM-DD hh:mm:ss.nnn',
    smalldatetime: 'YYYY-MM-DD hh:mm',
    datetime2: `YYYY-MM-DD hh:mm:ss${fraction}`,
    datetimeoffset: `YYYY-MM-DD hh:mm:ss${fraction} +hh:mm`,
    uniqueidentifier: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
    binary: '0x…',
    varbinary: '0x…',
    image: '0x…',
    rowversion: '0x…',
    timestamp: '0x…',
    hierarchyid: '/1/2/',
    geography: 'POINT (-122.35 47.65)',
    geometry: 'POINT (3 4)',
    json: '{ }',
    xml: '<root />',
    vector: '[0.1, 0.2, …]',
  };
  return examples[base] ?? '';
}
