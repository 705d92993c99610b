import type { Bench } from './bench';
import { capabilities } from './rows/capabilities';
import { largeResult } from './rows/largeResult';
import { metadata } from './rows/metadata';
import { pages } from './rows/pages';
import { procedures } from './rows/procedures';
import { packageSize, toolTokens } from './rows/sizes';
import { toolCalls } from './rows/toolCalls';

/** In the order of the table. */
export const allBenches: readonly Bench[] = [largeResult, pages, toolCalls, procedures, capabilities, metadata, toolTokens, packageSize];
