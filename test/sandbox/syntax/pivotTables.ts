import type { PivotTable, TableSource } from './queryAst';
import { nameList, objectName } from './names';
import type { TokenStream } from './tokenStream';

/** `PIVOT (SUM(x) FOR y IN ([a], [b])) AS p`, `UNPIVOT (v FOR n IN (a, b)) AS u`. */
export function pivotTable(stream: TokenStream, source: TableSource): PivotTable {
  const position = stream.position;
  const unpivot = stream.acceptWords('UNPIVOT');
  if (!unpivot) stream.expectWords('PIVOT');
  stream.expectOperator('(');
  let aggregate: PivotTable['aggregate'];
  let valueColumn: string | undefined;
  if (unpivot) valueColumn = lastPart(stream);
  else {
    const name = stream.identifier();
    stream.expectOperator('(');
    aggregate = { name, column: lastPart(stream) };
    stream.expectOperator(')');
  }
  stream.expectWords('FOR');
  const forColumn = lastPart(stream);
  stream.expectWords('IN');
  const inColumns = nameList(stream);
  stream.expectOperator(')');
  stream.acceptWords('AS');
  const alias = stream.identifier();
  return {
    kind: 'pivot',
    unpivot,
    source,
    ...(aggregate && { aggregate }),
    ...(valueColumn !== undefined && { valueColumn }),
    forColumn,
    inColumns,
    alias,
    position,
  };
}

function lastPart(stream: TokenStream): string {
  return objectName(stream).parts.at(-1) ?? '';
}
