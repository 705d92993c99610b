import type { DeclaredType } from './declaredType';
import type { ExactValue } from './exactValue';
import { formatDate, formatOffset, formatTime } from './dateTimeText';

/** A literal longer than this is of the type (max) only when its parts are. */
const longestShortText = 4000;

/** The T-SQL constant that gives exactly this value when it is assigned to a variable of the type, whatever the language settings of the session. */
export function literal(type: DeclaredType, value: ExactValue): string {
  switch (value.kind) {
    case 'null':
      return 'NULL';
    case 'bit':
      return value.value ? '1' : '0';
    case 'scaled':
      return scaledText(value.value, value.scale);
    case 'float':
      return floatText(value.value);
    case 'dateTime':
      return `'${dateTimeText(type, value)}'`;
    case 'binary':
      return `0x${value.hex}`;
    case 'uniqueidentifier':
      return `'${value.text}'`;
    case 'text':
      return textLiteral(value.text);
  }
}

/** `-12.3400` of -123400 and scale 4. */
function scaledText(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  // 38 digits behind the point leave no room for one before it.
  const before = scale === 38 ? '' : whole;
  return `${value < 0n ? '-' : ''}${before}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}

/** With an exponent: without one the constant would be a decimal. */
function floatText(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.includes('e') ? text.replace('e', 'E').replace('E+', 'E') : `${text}E0`;
}

function dateTimeText(type: DeclaredType, { days, ticks, offset }: ExactValue & { kind: 'dateTime' }): string {
  const date = formatDate(days);
  switch (type.name) {
    case 'date':
      return date;
    case 'time':
      return formatTime(ticks, type.scale);
    case 'datetime':
      return `${date}T${formatTime(ticks, 3)}`;
    case 'smalldatetime':
      return `${date}T${formatTime(ticks, 0)}`;
    case 'datetimeoffset':
      return `${date}T${formatTime(ticks, type.scale)}${formatOffset(offset)}`;
    default:
      return `${date}T${formatTime(ticks, type.scale)}`;
  }
}

/**
 * A text as a constant: `'it''s'`, `N'日本'`. A backslash before a line break would continue the constant on the next line, and a null
 * character would end the text for some clients: there it is taken apart.
 */
export function textLiteral(text: string): string {
  const prefix = isAscii(text) ? '' : 'N';
  const parts = text
    .split(/(?<=\\)(?=[\r\n])|(?<=\0)|(?=\0)/u)
    .map((part) => (part === '\0' ? `${prefix}CHAR(0)` : `${prefix}'${part.replaceAll("'", "''")}'`));
  if (parts.length === 1) {
    return parts[0] ?? "''";
  }
  const long = text.length > longestShortText ? [`CONVERT(${prefix.toLowerCase()}varchar(max), ${prefix}'')`] : [];
  return [...long, ...parts].join(' + ');
}

/** Whether every code page has the text, a byte for each character. */
export function isAscii(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text);
}
