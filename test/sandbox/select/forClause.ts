import { pause } from '../query/queryEnvironment';
import type { OutputColumn } from '../query/queryEnvironment';
import { jsonFormatter } from '../query/forJson';
import { formatXml } from '../query/forXml';
import type { ForColumn } from '../query/forColumn';
import type { ForClause } from '../syntax/queryAst';
import { jsonTextType } from '../values/functions/json';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { QueryPlan } from './queryPlan';

const jsonColumnName = 'JSON_F52E2B61-18A1-11d1-B105-00805F49916B';
const xmlColumnName = 'XML_F52E2B61-18A1-11d1-B105-00805F49916B';

/**
 * The query whose one value is the text of the rows as JSON or XML; no row when there is no text.
 * Throws the SqlErrors of `jsonFormatter` and `formatXml`. FOR BROWSE changes nothing.
 */
export function withForClause(plan: QueryPlan, clause: ForClause): QueryPlan {
  if (clause.kind === 'browse') return plan;
  const columns = plan.columns.map(({ name, type }, index): ForColumn => {
    const source = plan.details[index]?.source;
    return { name, type, isJson: type === jsonTextType, ...(source !== undefined && { source }) };
  });
  const format = clause.kind === 'json' ? jsonFormatter(columns, clause) : xmlFormatter(columns, clause);
  const isTyped = clause.kind === 'xml' && clause.type;
  const type: SqlType = clause.kind === 'json' ? jsonTextType : isTyped ? { name: 'xml' } : { name: 'nvarchar', length: 'max' };
  const name = clause.kind === 'json' ? jsonColumnName : isTyped ? '' : xmlColumnName;
  const column: OutputColumn = { name, type, nullable: true, identity: false, computed: true };
  return {
    columns: [column],
    details: [{ untyped: false }],
    get correlated() {
      return plan.correlated;
    },
    *rows() {
      const rows: (readonly SqlValue[])[] = [];
      for (const row of plan.rows()) {
        if (row === pause) yield pause;
        else rows.push(row);
      }
      const text = format(rows);
      if (text !== null || isTyped) yield [text];
    },
  };
}

function xmlFormatter(columns: readonly ForColumn[], clause: ForClause): (rows: readonly (readonly SqlValue[])[]) => string | null {
  // Without rows it says what is wrong with the columns, before any of the result is sent.
  formatXml(columns, [], clause);
  return (rows) => formatXml(columns, rows, clause);
}

/** Length of the pieces in which the product sends such a text, in UTF-16 units. */
const pieceLength = 2033;

/** The same query as the client gets it: the text in pieces, one a row. */
export function inPieces(plan: QueryPlan, clause: ForClause): QueryPlan {
  if (clause.kind === 'browse' || (clause.kind === 'xml' && clause.type)) return plan;
  return {
    columns: plan.columns,
    details: plan.details,
    correlated: plan.correlated,
    *rows() {
      for (const row of plan.rows()) {
        const text = row === pause ? null : (row[0] ?? null);
        if (row === pause || typeof text !== 'string') {
          yield row;
          continue;
        }
        for (let start = 0; start < text.length; start += pieceLength) yield [text.slice(start, start + pieceLength)];
      }
    },
  };
}
