import { z } from 'zod';
import { boundedTable, tableOutput } from './boundedTable';
import type { TableOutput } from './boundedTable';
import type { Cell } from './cells';

/** Of tools that list objects of a database, page by page. */
export const listingParameters = {
  schema: z.string().min(1).optional(),
  name_like: z.string().min(1).optional().describe('LIKE pattern'),
  offset: z.int().min(0).max(2_147_483_647).optional(),
  limit: z.int().min(1).max(1000).optional(),
};

export const listingOutput = { connection: z.string(), database: z.string(), ...tableOutput, next_offset: z.int().optional() };

type ListingInput = z.output<z.ZodObject<typeof listingParameters>>;

interface ListingFilter {
  readonly schema?: string;
  readonly nameLike?: string;
  readonly offset: number;
  readonly limit: number;
}

/** What the catalog is asked. */
export function listingFilter(input: ListingInput, usualLimit: number): ListingFilter {
  return {
    offset: input.offset ?? 0,
    limit: input.limit ?? usualLimit,
    ...(input.schema === undefined ? {} : { schema: input.schema }),
    ...(input.name_like === undefined ? {} : { nameLike: input.name_like }),
  };
}

interface Found {
  readonly columns: readonly string[];
  /** From `offset` on. */
  readonly rows: readonly (readonly Cell[])[];
  readonly offset: number;
  /** All that fit the filter. */
  readonly total: number;
  readonly notes: readonly string[];
}

interface Listing {
  readonly table: TableOutput;
  /** Absent: nothing comes behind it. */
  readonly next: { readonly next_offset?: number };
  /** For the heading: which of them are listed, when it is not all; '' otherwise. */
  readonly range: string;
  /** Last lines of the text. */
  readonly lines: readonly string[];
}

/** As much of a page as fits into an answer, and how to go on. */
export function listingPage({ columns, rows, offset, total, notes }: Found, maxBytes: number): Listing {
  const { columns: used, rows: kept } = boundedTable(columns, rows, maxBytes, [], '');
  const next = offset + kept.length;
  const isMore = kept.length > 0 && next < total;
  const beyond = rows.length === 0 && total > 0 ? [`There are only ${String(total)}: offset ${String(offset)} is beyond the last.`] : [];
  const said = [...notes, ...beyond];
  return {
    table: {
      columns: used,
      rows: kept,
      ...(kept.length === total ? {} : { total }),
      ...(said.length === 0 ? {} : { notes: said }),
    },
    next: isMore ? { next_offset: next } : {},
    range: kept.length === total || kept.length === 0 ? '' : `, ${String(offset)} to ${String(next - 1)} listed`,
    lines: isMore ? [`\nNext: offset ${String(next)}.`] : [],
  };
}
