import type { ProcedureFilter, ProcedurePage } from '../../core/procedures/procedurePort';
import type { CellRow } from '../../core/values/cellEncoding';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import { givenConditions } from './givenConditions';
import { parameterFacts } from './parameterRows';
import { LIST } from './procedureQuestions';
import { procedureKind } from './procedures';

/** One page of the procedures of the current database, by schema and name. */
export async function readProcedures(question: CatalogQuestion, filter: ProcedureFilter): Promise<ProcedurePage> {
  const rows = await question.ask(givenConditions(LIST, { schema: filter.schema, name_like: filter.nameLike }), [
    { name: 'schema', type: 'sysname', value: filter.schema ?? null },
    { name: 'name_like', type: 'nvarchar(256)', value: filter.nameLike ?? null },
    { name: 'offset', type: 'bigint', value: String(filter.offset) },
    { name: 'limit', type: 'int', value: filter.limit },
  ]);
  const notes: string[] = [];
  const parameters = byObject(rows);
  const total = rows.find((row) => row[0] === 'total');
  return {
    items: rows
      .filter((row) => row[0] === 'procedure')
      .map((row) => {
        const [, id, schema, name, type, created, modified, encrypted, definition, quotedIdentifier] = row;
        const kind = procedureKind(textOf(type));
        return {
          schema: textOf(schema),
          name: textOf(name),
          kind,
          createdAt: textOf(created),
          modifiedAt: textOf(modified),
          isEncrypted: encrypted === 1,
          definition: textOrNull(definition),
          usesQuotedIdentifier: quotedIdentifier !== false,
          parameters: parameterFacts({ parameters: parameters.get(numberOf(id)) ?? [], columns: [], vectors: [] }, kind, notes),
        };
      }),
    total: numberOf(total?.[1] ?? 0),
    database: textOf(total?.[2]),
    notes,
  };
}

function byObject(rows: readonly CellRow[]): Map<number, CellRow[]> {
  const found = new Map<number, CellRow[]>();
  for (const row of rows) {
    if (row[0] === 'parameter') {
      const id = numberOf(row[1]);
      const known = found.get(id);
      if (known === undefined) {
        found.set(id, [row]);
      } else {
        known.push(row);
      }
    }
  }
  return found;
}
