import { formatQualifiedName } from '../../core/names/qualifiedName';
import type { QualifiedName, QueryParameter } from '../../core/ports';
import type { KnownProcedure, ProcedureFacts, ProcedureFinding } from '../../core/procedures/procedurePort';
import type { ResultShapeColumn } from '../../core/procedures/procedureTypes';
import type { CellRow, CellValue } from '../../core/values/cellEncoding';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import { namedType } from './declaredTypes';
import { parameterFacts } from './parameterRows';
import { DEFINITION, DESCRIBE, DESCRIBE_LESS, NAMES, UNCHANGED } from './procedureQuestions';

/** Finds a procedure of the current database and describes it, unless it is the known one. */
export async function readProcedure(
  question: CatalogQuestion,
  name: QualifiedName,
  known: KnownProcedure | undefined,
): Promise<ProcedureFinding> {
  if (known !== undefined) {
    const [unchanged] = await question.ask(UNCHANGED, [
      { name: 'quoted_name', type: 'nvarchar(600)', value: quotedName(name) },
      { name: 'known_id', type: 'int', value: known.objectId },
      { name: 'known_date', type: 'datetime', value: known.modifiedAt },
    ]);
    if (unchanged !== undefined) {
      return { kind: 'unchanged', canExecute: asPermission(unchanged[0]) };
    }
  }
  const notes: string[] = [];
  const parameters = nameParameters(name);
  const rows =
    (await question.tryAsk([DESCRIBE], parameters, 'The first result set', notes)) ?? (await question.ask(DESCRIBE_LESS, parameters));
  return findingOf(rows, notes);
}

function quotedName({ schema, name }: QualifiedName): string {
  const parts = schema === undefined ? [name] : [schema, name];
  return parts.map((part) => `[${part.replaceAll(']', ']]')}]`).join('.');
}

/** HAS_PERMS_BY_NAME gives 1, 0, or NULL where it cannot tell. */
function asPermission(value: CellValue | undefined): boolean | undefined {
  return typeof value === 'number' ? value === 1 : undefined;
}

/** Finds a procedure and reads its text only. */
export async function readProcedureDefinition(question: CatalogQuestion, name: QualifiedName): Promise<ProcedureFinding> {
  return findingOf(await question.ask(DEFINITION, nameParameters(name)), []);
}

/** Names to look for the closest in. */
export async function readProcedureNames(question: CatalogQuestion, system: boolean): Promise<QualifiedName[]> {
  const rows = await question.ask(NAMES, [{ name: 'system', type: 'bit', value: system }]);
  return rows.map(([schema, name]) => ({ schema: textOf(schema), name: textOf(name) }));
}

function nameParameters(name: QualifiedName): QueryParameter[] {
  return [
    { name: 'schema', type: 'sysname', value: name.schema ?? null },
    { name: 'name', type: 'sysname', value: name.name },
  ];
}

/** sys.objects.type */
const kinds: Readonly<Record<string, ProcedureFacts['kind']>> = { P: 'sql', RF: 'sql', PC: 'clr', X: 'extended' };

/** P, PC, X and RF as what they are; anything else counts as T-SQL. */
export function procedureKind(type: string): ProcedureFacts['kind'] {
  return kinds[type] ?? 'sql';
}

/** The rows of DESCRIBE or DEFINITION, told apart by their first column. */
function findingOf(rows: readonly CellRow[], notes: string[]): ProcedureFinding {
  const of = (kind: string): readonly CellRow[] => rows.filter((row) => row[0] === kind);
  const candidates = of('candidate').map(candidateOf);
  const procedures = candidates.filter(({ type }) => type === 'SN' || type in kinds);
  const [first, ...others] = procedures;
  const [object] = of('object');
  if (first === undefined) {
    const [other] = candidates;
    return other === undefined ? { kind: 'missing' } : { kind: 'other', object: other.name, type: other.typeName };
  }
  if (first.place === elsewhere) {
    if (others.length > 0) {
      return { kind: 'ambiguous', candidates: procedures.map((each) => each.name) };
    }
    notes.push(`In T-SQL write the schema ${first.name.schema ?? ''} with the name: it is not the default one.`);
  }
  if (object === undefined) {
    return first.base === null ? { kind: 'missing' } : synonymFinding(first);
  }
  if (first.base !== null) {
    notes.push(`${formatQualifiedName(first.name)} is a synonym for ${first.base}.`);
  }
  const kind = procedureKind(textOf(object[5]));
  const [module] = of('module');
  return {
    kind: 'found',
    facts: {
      objectId: numberOf(object[1]),
      database: textOf(object[2]),
      schema: textOf(object[3]),
      name: textOf(object[4]),
      kind,
      isSystem: object[6] === true,
      createdAt: textOf(object[7]),
      modifiedAt: textOf(object[8]),
      isDirect: first.place === 0 && first.base === null,
      canExecute: asPermission(object[9]),
      isEncrypted: object[10] === 1,
      definition: textOrNull(module?.[1]),
      usesQuotedIdentifier: module?.[2] !== false,
      parameters: parameterFacts({ parameters: of('parameter'), columns: of('column'), vectors: of('vector') }, kind, notes),
      firstResultSet: firstResultSet(of('shape'), kind, notes),
      highestNumber: Math.max(1, ...of('numbered').map((row) => numberOf(row[1] ?? 1))),
      notes,
    },
  };
}

/** Place of a candidate that the server does not look at unless its schema is named. */
const elsewhere = 4;

interface Candidate {
  readonly name: QualifiedName;
  readonly type: string;
  readonly typeName: string;
  readonly place: number;
  readonly base: string | null;
}

function candidateOf(row: CellRow): Candidate {
  const [, , schema, name, type, typeName, place, base] = row;
  return {
    name: { schema: textOf(schema), name: textOf(name) },
    type: textOf(type),
    typeName: textOf(typeName).replace(/^(?:sql|user) /u, ''),
    place: numberOf(place),
    base: textOrNull(base),
  };
}

function synonymFinding({ name, base }: Candidate): ProcedureFinding {
  return { kind: 'synonym', synonym: name, base: base ?? '' };
}

function firstResultSet(rows: readonly CellRow[], kind: ProcedureFacts['kind'], notes: string[]): ResultShapeColumn[] | null {
  if (kind !== 'sql') {
    return null;
  }
  const problem = rows.find((row) => row[7] !== null);
  if (problem !== undefined) {
    notes.push(`The first result set is unknown: ${textOf(problem[7])}`);
  }
  if (problem !== undefined || notes.some((note) => note.startsWith('The first result set is unknown'))) {
    return null;
  }
  return rows.map(([, , name, type, nullable, userSchema, userName]) => ({
    name: textOf(name),
    type: textOrNull(type) ?? namedType(textOf(userSchema), textOf(userName)),
    nullable: typeof nullable === 'boolean' ? nullable : undefined,
  }));
}
