/** `7 ms`, `1.4 s`, `12 s`, `3:05`, `1:02:03`. */
export function formatElapsed(milliseconds: number): string {
  if (milliseconds < 1000) return `${String(Math.round(milliseconds))} ms`;
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 10) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${String(seconds)} s`;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** `1 row`, `1,234 rows`. */
export function formatRows(rows: number): string {
  return rows === 1 ? '1 row' : `${rows.toLocaleString('en-US')} rows`;
}

/** As formatRows, in few characters: `1 row`, `1.2K rows`, `10M rows`. */
export function formatRowsShort(rows: number): string {
  return rows === 1 ? '1 row' : `${shortNumber.format(rows)} rows`;
}

const shortNumber = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1, roundingMode: 'trunc' });
