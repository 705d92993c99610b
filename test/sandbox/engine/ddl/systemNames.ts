/** The hexadecimal tail that makes a generated name unique: from the object's id, scattered, so that it is stable and never repeats. */
function tail(objectId: number, digits: number): string {
  const scattered = (BigInt(objectId) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
  return scattered.toString(16).toUpperCase().padStart(16, '0').slice(0, digits);
}

/** `PK__Orders__C3905BAF4D6A3B21`: eight characters of the table, sixteen digits. */
export function keyName(primary: boolean, table: string, objectId: number): string {
  return `${primary ? 'PK' : 'UQ'}__${table.replace(/^@/, '#').slice(0, 8)}__${tail(objectId, 16)}`;
}

/** `DF__Orders__Status__3B75D760`: nine characters of the table, five of the column, eight digits. */
export function constraintName(kind: 'DF' | 'CK' | 'FK', table: string, column: string | undefined, objectId: number): string {
  const parts = [kind, table.slice(0, 9), ...(column === undefined ? [] : [column.slice(0, 5)]), tail(objectId, 8)];
  return parts.join('__');
}
