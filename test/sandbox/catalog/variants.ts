import { decimal } from '../values/decimal';
import type { SqlType } from '../values/sqlType';
import type { SqlValue, Variant } from '../values/sqlValue';

/** A sql_variant that holds a value of a type, NULL for NULL. */
export function variant(type: SqlType, value: SqlValue): Variant | null {
  return value === null ? null : { kind: 'variant', type, value };
}

/** A sql_variant of nvarchar, as SERVERPROPERTY and sys.extended_properties give text. */
export function textVariant(value: string | null, length = 128): Variant | null {
  return variant({ name: 'nvarchar', length }, value);
}

export function intVariant(value: number | null): Variant | null {
  return variant({ name: 'int' }, value);
}

/** An integral number as a sql_variant of a numeric column's type: seeds and current values of identities and sequences. */
export function integerAs(type: SqlType, value: bigint | null): Variant | null {
  if (value === null) return null;
  if (type.name === 'bigint') return variant({ name: 'bigint' }, value);
  if (type.name === 'decimal' || type.name === 'numeric') {
    const precision = type.precision ?? 18;
    return variant({ name: type.name, precision, scale: 0 }, decimal(value, 0));
  }
  return variant({ name: type.name }, Number(value));
}
