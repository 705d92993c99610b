/** A value as its type takes it: nothing of it has been cut or rounded. */
export type ExactValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'bit'; readonly value: boolean }
  /** Integers, decimal and money: counts 10^-scale. */
  | { readonly kind: 'scaled'; readonly value: bigint; readonly scale: number }
  /** float; and real, already the nearest 32-bit float. */
  | { readonly kind: 'float'; readonly value: number }
  /** `days` since 0001-01-01 and `ticks` of 100 ns since midnight, both local; `offset` in minutes east of UTC. */
  | { readonly kind: 'dateTime'; readonly days: number; readonly ticks: number; readonly offset: number }
  /** Upper-case hexadecimal digits, two for a byte. */
  | { readonly kind: 'binary'; readonly hex: string }
  /** In upper case, without braces. */
  | { readonly kind: 'uniqueidentifier'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

/** Why a type does not take a value. */
export interface Unfit {
  /** What is wrong with it, as the end of a sentence: `has more than 2 digits behind the point`. */
  readonly reason: string;
  /** What the type takes. */
  readonly expected: string;
}

export function isUnfit(read: ExactValue | Unfit): read is Unfit {
  return 'expected' in read;
}
