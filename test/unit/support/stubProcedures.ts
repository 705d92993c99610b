import type { ProcedurePort } from '../../../src/core/procedures/procedurePort';

/** A database without procedures. */
export const noProcedures: ProcedurePort = {
  describeProcedure: () => Promise.resolve({ kind: 'missing' }),
  procedureDefinition: () => Promise.resolve({ kind: 'missing' }),
  listProcedures: () => Promise.resolve({ items: [], total: 0, database: 'shop', notes: [] }),
  procedureNames: () => Promise.resolve([]),
};
