/** A copy without what says nothing: null, false, empty texts and empty lists. 0 stays. */
export function withoutEmpty<T extends object>(value: T): Partial<T> {
  const result: Partial<T> = { ...value };
  for (const key in result) {
    const field: unknown = result[key];
    if (field === null || field === undefined || field === false || field === '' || (Array.isArray(field) && field.length === 0)) {
      Reflect.deleteProperty(result, key);
    }
  }
  return result;
}
