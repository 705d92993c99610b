/**
 * A text without the lines that speak of a parameter which has no value: so a condition that nobody asked for costs the server nothing, and
 * needs no `@x IS NULL OR …`, with which one plan serves what is asked and what is not. Each such condition has lines of its own.
 */
export function givenConditions(text: string, values: Readonly<Record<string, unknown>>): string {
  const missing = Object.keys(values).filter((name) => values[name] === undefined);
  return text
    .split('\n')
    .filter((line) => !missing.some((name) => new RegExp(`@${name}\\b`, 'u').test(line)))
    .join('\n');
}
