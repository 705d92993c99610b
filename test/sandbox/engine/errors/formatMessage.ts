import { toText } from '../../values/format';
import type { SqlType } from '../../values/sqlType';
import type { SqlValue } from '../../values/sqlValue';
import { messages } from './messages';

/** The longest message of RAISERROR, in characters; what is longer ends in an ellipsis. */
const longestMessage = 2047;

const specification = /%([-+0# ]*)(\*|\d+)?(?:\.(\*|\d+))?(I64|h|l)?([a-zA-Z%])/gy;

/**
 * Puts arguments into a message as RAISERROR and FORMATMESSAGE do: `%d %i %u %o %x %X %s`, with flags, width and precision.
 * Throws SqlError 2786 (argument of another type) and 2787 (invalid specification).
 */
export function formatMessage(text: string, args: readonly { readonly type: SqlType; readonly value: SqlValue }[]): string {
  let result = '';
  let position = 0;
  let used = 0;
  const take = (): { readonly type: SqlType; readonly value: SqlValue } | undefined => args[used++];
  const size = (written: string | undefined): number | undefined => {
    if (written !== '*') return written === undefined ? undefined : Number(written);
    const value = take()?.value;
    return typeof value === 'number' ? value : undefined;
  };
  while (position < text.length) {
    const percent = text.indexOf('%', position);
    if (percent < 0) break;
    result += text.slice(position, percent);
    specification.lastIndex = percent;
    const match = specification.exec(text);
    if (!match) throw messages.raiserrorFormat(text.slice(percent, percent + 2));
    position = specification.lastIndex;
    const [whole, flags = '', width, precision, , conversion = ''] = match;
    if (conversion === '%') {
      result += '%';
      continue;
    }
    if (!'diuoxXs'.includes(conversion)) throw messages.raiserrorFormat(whole);
    const minimum = size(width);
    const digits = size(precision);
    const place = used + 1;
    const argument = take();
    result += pad(convertArgument(conversion, flags, digits, argument, place), flags, minimum, conversion);
  }
  result += text.slice(position);
  return result.length > longestMessage ? `${result.slice(0, longestMessage - 3)}...` : result;
}

function convertArgument(
  conversion: string,
  flags: string,
  precision: number | undefined,
  argument: { readonly type: SqlType; readonly value: SqlValue } | undefined,
  place: number,
): string {
  const value = argument?.value ?? null;
  if (!argument || value === null) return '(null)';
  const { type } = argument;
  if (conversion === 's') {
    if (typeof value !== 'string') throw messages.raiserrorArgument(place);
    const shown = toText(value, type);
    return precision === undefined ? shown : shown.slice(0, precision);
  }
  if (typeof value !== 'number' && typeof value !== 'bigint') throw messages.raiserrorArgument(place);
  const whole = BigInt(value);
  const bits = typeof value === 'bigint' ? 64 : 32;
  const unsigned = BigInt.asUintN(bits, whole);
  const text = { d: whole, i: whole, u: unsigned, o: unsigned, x: unsigned, X: unsigned }[conversion] ?? whole;
  const base = conversion === 'o' ? 8 : conversion.toLowerCase() === 'x' ? 16 : 10;
  let digits = text
    .toString(base)
    .replace('-', '')
    .padStart(precision ?? 1, '0');
  if (conversion === 'X') digits = digits.toUpperCase();
  if (flags.includes('#') && base !== 10 && whole !== 0n) digits = (base === 8 ? '0' : conversion === 'X' ? '0X' : '0x') + digits;
  const sign = base === 10 && conversion !== 'u' ? (whole < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') : '';
  return sign + digits;
}

function pad(text: string, flags: string, width: number | undefined, conversion: string): string {
  if (width === undefined || text.length >= width) return text;
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || conversion === 's') return text.padStart(width);
  const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
