import { decimal, decimalText, decimalToNumber, numberToDecimal, powerOfTen, rescale, truncateDecimal } from './decimal';
import type { Decimal } from './sqlValue';

interface NumberCulture {
  readonly point: string;
  readonly group: string;
  readonly currency: string;
  readonly currencyAfter: boolean;
}

/** Currencies of the regions that samples and tests use; others show the international sign. */
const currencies: Readonly<Record<string, string>> = {
  US: '$',
  GB: '£',
  DE: '€',
  FR: '€',
  ES: '€',
  IT: '€',
  NL: '€',
  AT: '€',
  JP: '¥',
  CN: '¥',
  IN: '₹',
  CH: 'CHF',
  CA: '$',
  AU: '$',
  BR: 'R$',
  SE: 'kr',
};

function cultureOf(name: string): NumberCulture {
  const parts = new Intl.NumberFormat(name, { useGrouping: true, minimumFractionDigits: 1 }).formatToParts(1_234_567.5);
  const find = (type: string, otherwise: string): string => parts.find((part) => part.type === type)?.value ?? otherwise;
  const region = new Intl.Locale(name).maximize().region ?? 'US';
  const currency = new Intl.NumberFormat(name, { style: 'currency', currency: 'EUR' }).formatToParts(1);
  return {
    point: find('decimal', '.'),
    group: find('group', ','),
    currency: currencies[region] ?? '¤',
    currencyAfter: currency.findIndex((part) => part.type === 'currency') > 0,
  };
}

const cultures = new Map<string, NumberCulture>();

/** A number by a standard (`N2`, `C`, `P1`, `D8`, `X`, …) or custom (`#,##0.00`) .NET format, or null when the format does not fit the number. */
export function formatNumber(value: number | Decimal, format: string, cultureName: string): string | null {
  const culture = cultures.get(cultureName) ?? cultureOf(cultureName);
  cultures.set(cultureName, culture);
  const standard = /^([A-Za-z])(\d{0,2})$/.exec(format);
  if (standard === null) return customNumber(exact(value, 15), format, culture);
  return standardNumber(value, standard[1] ?? 'G', standard[2] === '' ? undefined : Number(standard[2]), culture);
}

function exact(value: number | Decimal, scale: number): Decimal {
  return typeof value === 'number' ? numberToDecimal(value, scale) : value;
}

function grouped(digits: string, culture: NumberCulture): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, culture.group);
}

/** Whole and fraction of the absolute value at a number of digits. */
function split(value: number | Decimal, digits: number): { readonly negative: boolean; readonly whole: string; readonly fraction: string } {
  const rounded = rescale(exact(value, digits), digits);
  const [whole = '0', fraction = ''] = decimalText(rounded).replace('-', '').split('.');
  return { negative: rounded.unscaled < 0n, whole, fraction };
}

function fixed(value: number | Decimal, digits: number, culture: NumberCulture, isGrouped: boolean): string {
  const { negative, whole, fraction } = split(value, digits);
  return `${negative ? '-' : ''}${isGrouped ? grouped(whole, culture) : whole}${fraction === '' ? '' : culture.point + fraction}`;
}

function standardNumber(value: number | Decimal, letter: string, precision: number | undefined, culture: NumberCulture): string | null {
  const whole = typeof value === 'number' ? Number.isInteger(value) : value.scale === 0;
  switch (letter.toUpperCase()) {
    case 'N':
      return fixed(value, precision ?? 2, culture, true);
    case 'F':
      return fixed(value, precision ?? 2, culture, false);
    case 'C':
      return currency(value, precision ?? 2, culture);
    case 'P': {
      const hundredfold = exact(value, 15);
      const text = fixed(decimal(hundredfold.unscaled * 100n, hundredfold.scale), precision ?? 2, culture, true);
      return `${text}%`;
    }
    case 'D': {
      if (!whole) return null;
      const digits = truncateDecimal(exact(value, 0)).toString();
      return digits.startsWith('-') ? `-${digits.slice(1).padStart(precision ?? 1, '0')}` : digits.padStart(precision ?? 1, '0');
    }
    case 'X': {
      if (!whole) return null;
      const number = truncateDecimal(exact(value, 0));
      const hex = BigInt.asUintN(number < -(2n ** 31n) ? 64 : number < 0n ? 32 : 64, number).toString(16);
      return (letter === 'X' ? hex.toUpperCase() : hex).padStart(precision ?? 1, '0');
    }
    case 'E': {
      const number = typeof value === 'number' ? value : decimalToNumber(value);
      const [mantissa = '0', exponent = '0'] = number.toExponential(precision ?? 6).split('e');
      const sign = exponent.startsWith('-') ? '-' : '+';
      return `${mantissa.replace('.', culture.point)}${letter}${sign}${exponent.replace(/^[+-]/, '').padStart(3, '0')}`;
    }
    case 'G':
    case 'R':
      return (typeof value === 'number' ? String(value) : decimalText(value)).replace('.', culture.point);
    default:
      return null;
  }
}

function currency(value: number | Decimal, digits: number, culture: NumberCulture): string {
  const text = fixed(value, digits, culture, true);
  const negative = text.startsWith('-');
  const plain = negative ? text.slice(1) : text;
  if (culture.currencyAfter) return `${negative ? '-' : ''}${plain} ${culture.currency}`;
  return negative ? `-${culture.currency}${plain}` : `${culture.currency}${plain}`;
}

const customToken =
  /\\(?<escaped>.)|'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<digit>[0#])|(?<point>\.)|(?<comma>,)|(?<percent>%)|(?<other>[^])/g;

function customNumber(value: Decimal, format: string, culture: NumberCulture): string {
  const sections = format.match(/(?:\\.|'[^']*'|"[^"]*"|[^;])+/g) ?? [format];
  const [positive = format, negative, zero] = sections;
  if (value.unscaled === 0n) return customSection(value, zero ?? positive, culture);
  if (value.unscaled > 0n) return customSection(value, positive, culture);
  const magnitude = decimal(-value.unscaled, value.scale);
  return negative === undefined ? `-${customSection(magnitude, positive, culture)}` : customSection(magnitude, negative, culture);
}

function customSection(value: Decimal, section: string, culture: NumberCulture): string {
  const tokens = [...section.matchAll(customToken)].map((match) => ({ text: match[0], groups: match.groups ?? {} }));
  const is = (name: string, index: number): boolean => tokens[index]?.groups[name] !== undefined;
  const point = tokens.findIndex((_, index) => is('point', index));
  const end = point < 0 ? tokens.length : point;
  const integerDigits = tokens.flatMap((token, index) => (index < end && is('digit', index) ? [{ index, zero: token.text === '0' }] : []));
  const fractionDigits = tokens.flatMap((token, index) => (index > end && is('digit', index) ? [{ index, zero: token.text === '0' }] : []));
  const lastDigit = integerDigits.at(-1)?.index ?? -1;
  const firstDigit = integerDigits[0]?.index ?? -1;
  const commas = tokens.flatMap((_, index) => (index < end && is('comma', index) ? [index] : []));
  const thousands = commas.filter((index) => index > lastDigit).length;
  const isGrouped = commas.some((index) => index > firstDigit && index < lastDigit);
  const percents = tokens.filter((_, index) => is('percent', index)).length;
  const scaled = decimal(value.unscaled * powerOfTen(percents * 2), value.scale + thousands * 3);
  const [wholeText = '0', fraction = ''] = decimalText(rescale(scaled, fractionDigits.length)).split('.');
  const firstZero = integerDigits.findIndex((digit) => digit.zero);
  const minimum = firstZero < 0 ? 0 : integerDigits.length - firstZero;
  const whole = (wholeText === '0' ? '' : wholeText).padStart(minimum, '0');
  const lastZero = fractionDigits.findLastIndex((digit) => digit.zero);
  const shownFraction = fraction.slice(0, lastZero + 1) + fraction.slice(lastZero + 1).replace(/0+$/, '');
  return tokens
    .map((token, index) => {
      if (is('digit', index)) {
        if (index < end) return integerPart(index);
        const position = fractionDigits.findIndex((digit) => digit.index === index);
        return shownFraction.charAt(position);
      }
      if (is('point', index)) return index === point && shownFraction !== '' ? culture.point : '';
      if (is('comma', index)) return '';
      return token.groups['escaped'] ?? token.groups['single'] ?? token.groups['double'] ?? token.text;
    })
    .join('');

  /** The digits that belong at a placeholder: one each from the right, the first takes all that remain. */
  function integerPart(index: number): string {
    const position = integerDigits.findIndex((digit) => digit.index === index);
    const fromRight = integerDigits.length - position;
    const from = position === 0 ? 0 : whole.length - fromRight;
    const to = whole.length - fromRight + 1;
    if (to <= 0) return '';
    let text = '';
    for (let at = Math.max(0, from); at < to; at++) {
      text += whole.charAt(at);
      const remaining = whole.length - at - 1;
      if (isGrouped && remaining > 0 && remaining % 3 === 0) text += culture.group;
    }
    return text;
  }
}
