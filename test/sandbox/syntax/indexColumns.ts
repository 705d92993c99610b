import type { DataPlace, IndexColumn } from './statementAst';
import type { TokenStream } from './tokenStream';

/** `(a, b DESC)`. */
export function indexColumns(stream: TokenStream): IndexColumn[] {
  return stream.parenthesized(() => {
    const name = stream.identifier();
    const descending = stream.acceptWords('DESC');
    if (!descending) stream.acceptWords('ASC');
    return { name, descending };
  });
}

/** A file group or a partition scheme with its column. */
export function fileGroup(stream: TokenStream): DataPlace {
  const isWord = stream.isWord('PRIMARY') || stream.isWord('DEFAULT') || stream.isString();
  const name = isWord ? stream.next().text : stream.identifier();
  if (!stream.isOperator('(')) return { name };
  const [column] = indexColumns(stream);
  return column === undefined ? { name } : { name, column: column.name };
}

/** `ON [PRIMARY]`, `ON scheme (column)`; FILESTREAM_ON is read and dropped. */
export function fileGroupClause(stream: TokenStream): DataPlace | undefined {
  let place: DataPlace | undefined;
  while ((stream.isWord('ON') && !stream.isWord('DELETE', 1) && !stream.isWord('UPDATE', 1)) || stream.isWord('FILESTREAM_ON')) {
    const isOn = stream.next().upper === 'ON';
    const found = fileGroup(stream);
    if (isOn) place = found;
  }
  return place;
}
