import type { Bench } from './bench';
import { largeResult } from './rows/largeResult';

/** In the order of the table. */
export const allBenches: readonly Bench[] = [largeResult];
