import { counted, grouped, markdownTable } from './markdown';
import type { PageOutput } from './rowPage';

/** A page in Markdown: the rows, which they are, what was shortened and how to go on. */
export function pageAsText(page: PageOutput): string[] {
  const names = page.columns.map((column) => column.name);
  const last = page.offset + page.rows.length;
  const total = `${grouped(page.total_rows)}${page.complete ? '' : ' so far'}`;
  const which = page.rows.length === 0 ? noRows(page) : `rows ${grouped(page.offset)} to ${grouped(last - 1)}`;
  const lines = [`Result set ${String(page.result_set)}: ${which}, of ${total}.`, ''];
  lines.push(markdownTable(names, page.rows), '');
  lines.push(`Types: ${page.columns.map((column) => column.type).join(', ')}`);
  if (page.cut_cells !== undefined) {
    const cells = page.cut_cells
      .slice(0, 20)
      .map((cut) => `row ${String(cut.row)} column ${String(cut.column)} (${counted(cut.length, 'character')})`);
    const more = page.cut_cells.length > 20 ? ` and ${String(page.cut_cells.length - 20)} more` : '';
    lines.push(`Shortened: ${cells.join('; ')}${more}. Read a whole cell with get_session_result, row and column.`);
  }
  if (page.next_offset !== undefined) {
    lines.push(`More: get_session_result with result_set ${String(page.result_set)} and offset ${String(page.next_offset)}.`);
  }
  return lines;
}

function noRows({ offset, total_rows: total }: PageOutput): string {
  return offset < total ? 'its rows are left for another call' : `no rows from ${grouped(offset)} on`;
}
