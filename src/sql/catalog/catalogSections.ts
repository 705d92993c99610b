import { randomUUID } from 'node:crypto';
import { SprocketError } from '../../core/errors';
import type { QueryParameter } from '../../core/ports';
import type { CellRow } from '../../core/values/cellEncoding';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf } from './catalogQuestion';

/** One question among several of a batch. */
export interface CatalogSection {
  readonly name: string;
  /** One SELECT over the parameters of the batch. */
  readonly text: string;
  /** Asked only when the server refuses `text`. */
  readonly otherwise?: CatalogSection;
}

/** What a batch of sections was answered. */
export class SectionAnswers {
  constructor(
    private readonly answers: ReadonlyMap<string, readonly CellRow[]>,
    private readonly refusals: ReadonlyMap<string, { readonly number: number; readonly message: string }>,
  ) {}

  /** The rows of a section that the answer cannot do without. Throws permission_denied or sql when the server refused it. */
  needed(name: string): readonly CellRow[] {
    const refusal = this.refusals.get(name);
    if (refusal === undefined) {
      return this.answers.get(name) ?? [];
    }
    const { number, message } = refusal;
    const sqlErrors = [{ number, state: 1, class: 16, line: 0, procedure: '', message }];
    if (number === lockTimeoutError) {
      throw new SprocketError('timeout', 'Another session changes the definition of the object and holds it locked.', {
        nextStep: 'Call again when that session has ended its transaction.',
        sqlErrors,
      });
    }
    throw new SprocketError(permissionErrors.has(number) ? 'permission_denied' : 'sql', message, { sqlErrors });
  }

  /** The rows of a section; undefined when it was refused, or was not asked. */
  given(name: string): readonly CellRow[] | undefined {
    return this.refusals.has(name) ? undefined : this.answers.get(name);
  }

  /** The rows of a section for a detail; when it was refused none, and a note that says what is missing, why and what it `needs`. */
  detail(name: string, what: string, notes: string[], needs?: string): readonly CellRow[] {
    const refusal = this.refusals.get(name);
    if (refusal !== undefined) {
      const hint = needs !== undefined && permissionErrors.has(refusal.number) ? ` It needs ${needs}.` : '';
      notes.push(`${what} is unknown: ${refusal.message}${hint}`);
      return [];
    }
    return this.answers.get(name) ?? [];
  }
}

/** A change of a definition that is not committed locks the rows of the catalog: waiting for it has an end. The reset of the connection takes it back. */
const LOCK_TIMEOUT = 'SET LOCK_TIMEOUT 10000;';

const lockTimeoutError = 1222;

/** SELECT denied, CREATE … denied, no VIEW … STATE, no access to the database. */
const permissionErrors: ReadonlySet<number> = new Set([229, 230, 262, 297, 300, 371, 916]);

/**
 * Asks several questions in one round trip. Each runs apart from the others: one that the server refuses, at whatever stage, costs its own
 * answer alone. Throws SprocketError for what concerns them all: a cancel, a broken connection.
 */
export async function askSections(
  question: CatalogQuestion,
  sections: readonly CatalogSection[],
  parameters: readonly (QueryParameter & { readonly type: string })[],
): Promise<SectionAnswers> {
  const mark = randomUUID();
  const declared = parameters.map(({ name, type }) => `@${name} ${type}`).join(', ');
  const passed = parameters.map(({ name }) => `@${name} = @${name}`).join(', ');
  const text = [LOCK_TIMEOUT, ...sections.map((section) => sectionText(section, declared, passed))].join('\n');
  const rows = await question.ask(text, [...parameters, { name: 'section_mark', type: 'nvarchar(36)', value: mark }]);
  const answers = new Map<string, CellRow[]>();
  const refusals = new Map<string, { number: number; message: string }>();
  let current: CellRow[] = [];
  for (const row of rows) {
    if (row[0] !== mark) {
      current.push(row);
    } else if (row.length === 2) {
      current = [];
      answers.set(textOf(row[1]), current);
    } else {
      refusals.set(textOf(row[1]), { number: numberOf(row[2]), message: textOf(row[3]) });
    }
  }
  return new SectionAnswers(answers, refusals);
}

function sectionText(section: CatalogSection, declared: string, passed: string): string {
  const name = literal(section.name);
  const parameters = declared === '' ? '' : `, ${literal(declared)}, ${passed}`;
  return `SELECT @section_mark, ${name};
BEGIN TRY
EXEC sys.sp_executesql ${literal(section.text)}${parameters};
END TRY
BEGIN CATCH
SELECT @section_mark, ${name}, ERROR_NUMBER(), ERROR_MESSAGE();
${section.otherwise === undefined ? '' : sectionText(section.otherwise, declared, passed)}
END CATCH;`;
}

function literal(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}
