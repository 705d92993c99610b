/** The longest text of a number that is read: 38 digits with sign, point and exponent fit easily. */
const LONGEST = 400;

/**
 * Reads a number as a whole number of 10^-scale, exactly. undefined: not a number, or digits behind the scale would be lost.
 */
export function scaledInteger(text: string, scale: number): bigint | undefined {
  const parts = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?\s*$/i.exec(text);
  if (parts === null || text.length > LONGEST) {
    return undefined;
  }
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  if (whole === '' && fraction === '') {
    return undefined;
  }
  const digits = whole + fraction;
  const shift = scale - fraction.length + Number(exponent);
  let magnitude: bigint;
  if (shift >= 0) {
    magnitude = BigInt(digits) * 10n ** BigInt(shift);
  } else {
    const divisor = 10n ** BigInt(-shift);
    magnitude = BigInt(digits) / divisor;
    if (magnitude * divisor !== BigInt(digits)) {
      return undefined;
    }
  }
  return sign === '-' ? -magnitude : magnitude;
}
