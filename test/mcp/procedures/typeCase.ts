import type { CellValue } from '../../../src/core/values/cellEncoding';

/** What a parameter of one type takes and gives back. Ranges and forms are those of the type's page in the product documentation. */
export interface TypeCase {
  /** As a procedure declares it. */
  readonly type: string;
  /** Smallest, largest and what is easily lost on the way; each comes back as it went in. */
  readonly exact: readonly CellValue[];
  /** Given, and read in the encoding of the cell, where that is another text. */
  readonly read?: readonly (readonly [given: unknown, read: CellValue])[];
  /** A default as the procedure's text has it, and its value. */
  readonly default: readonly [text: string, value: CellValue];
  /** Values that are refused before anything runs, and what the refusal says. */
  readonly refused: readonly (readonly [value: unknown, reason: RegExp])[];
  /** text, ntext and image cannot be OUTPUT parameters ("CREATE PROCEDURE (Transact-SQL)"). */
  readonly noOutput?: true;
  /** T-SQL that needs the type to exist; an error skips the case aloud. */
  readonly probe?: string;
}
