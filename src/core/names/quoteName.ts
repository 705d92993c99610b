/** A name as T-SQL takes it whatever is in it: `[a]]b]`. */
export function quoteName(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}
