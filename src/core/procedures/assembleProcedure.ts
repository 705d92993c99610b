import { parameterDefault } from './defaultValue';
import { HeaderSyntaxError, parseProcedureHeader } from './procedureHeader';
import type { HeaderParameter, ProcedureHeader } from './procedureHeader';
import type { ParameterFacts, ProcedureFacts, ProcedureListing } from './procedurePort';
import type { ParameterDefault, Procedure, ProcedureParameter } from './procedureTypes';

/** What is known of the header of a procedure: its parameters, or why it is not known. */
type HeaderReading = { readonly parameters: readonly HeaderParameter[]; readonly header?: ProcedureHeader } | { readonly unknown: string };

/** A procedure with the defaults that stand in its definition. */
export function assembleProcedure(facts: ProcedureFacts): Procedure {
  const reading = readHeader(facts);
  return {
    database: facts.database,
    schema: facts.schema,
    name: facts.name,
    objectId: facts.objectId,
    kind: facts.kind,
    isSystem: facts.isSystem,
    createdAt: facts.createdAt,
    modifiedAt: facts.modifiedAt,
    isEncrypted: facts.isEncrypted,
    parameters: assembled(facts, reading),
    parametersKnown: facts.kind !== 'extended' || facts.parameters.length > 0,
    canExecute: facts.canExecute,
    firstResultSet: facts.firstResultSet,
    notes: [...facts.notes, ...ownNotes(facts, reading)],
  };
}

/** What the parameters of a procedure are read from. */
type DefinitionFacts = Pick<ProcedureListing, 'kind' | 'isEncrypted' | 'definition' | 'usesQuotedIdentifier' | 'parameters'>;

/** The parameters with their defaults. */
export function parametersOf(facts: DefinitionFacts): ProcedureParameter[] {
  return assembled(facts, readHeader(facts));
}

function assembled(facts: DefinitionFacts, reading: HeaderReading): ProcedureParameter[] {
  return facts.parameters.map((parameter, index) => ({
    name: parameter.name,
    ordinal: parameter.ordinal,
    type: parameter.type,
    direction: parameter.isOutput ? 'inout' : 'in',
    isCursor: parameter.isCursor,
    nullable: parameter.type.kind === 'table' ? false : parameter.nullable,
    default: defaultOf(parameter, index, reading),
  }));
}

function defaultOf(parameter: ParameterFacts, index: number, reading: HeaderReading): ParameterDefault {
  if (parameter.clrDefault !== undefined) {
    return parameter.clrDefault === 'none' ? { state: 'none' } : clrDefault(parameter.clrDefault.value);
  }
  if ('unknown' in reading) {
    return { state: 'unknown', reason: reading.unknown };
  }
  const literal = reading.parameters[index]?.default;
  return literal === undefined ? { state: 'none' } : parameterDefault(literal, parameter.type);
}

function clrDefault(value: string | number | boolean | null): ParameterDefault {
  return {
    state: 'value',
    text: value === null ? 'NULL' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(Number(value)),
    value,
  };
}

function readHeader(facts: DefinitionFacts): HeaderReading {
  if (facts.definition === null) {
    return { unknown: definitionAbsence(facts) };
  }
  try {
    const header = parseProcedureHeader(facts.definition, { quotedIdentifier: facts.usesQuotedIdentifier });
    const agrees =
      header.parameters.length === facts.parameters.length &&
      header.parameters.every((parameter, index) => isSameName(parameter.name, facts.parameters[index]?.name));
    return agrees
      ? { parameters: header.parameters, header }
      : { unknown: 'the parameters of the definition are not those of the catalog' };
  } catch (error) {
    if (error instanceof HeaderSyntaxError) {
      return { unknown: error.message };
    }
    throw error;
  }
}

/** Why a procedure has no text for this login. */
export function definitionAbsence(facts: Pick<ProcedureFacts, 'kind' | 'isEncrypted'>): string {
  switch (facts.kind) {
    case 'clr':
      return 'a CLR procedure is a method of an assembly';
    case 'extended':
      return 'an extended procedure is a function of a library';
    case 'sql':
      return facts.isEncrypted ? 'the definition is encrypted' : 'the login may not see the definition (VIEW DEFINITION)';
  }
}

function isSameName(left: string, right: string | undefined): boolean {
  return left === right || left.toLowerCase() === right?.toLowerCase();
}

function ownNotes(facts: ProcedureFacts, reading: HeaderReading): string[] {
  const notes: string[] = [];
  if (facts.kind === 'extended' && facts.parameters.length === 0) {
    notes.push('Parameters are unknown: the catalog does not list those of extended procedures.');
  }
  if ('unknown' in reading) {
    if (facts.parameters.some((parameter) => parameter.clrDefault === undefined)) {
      notes.push(`Defaults are unknown: ${reading.unknown}.`);
    }
  } else if (reading.header?.forReplication === true) {
    notes.push('FOR REPLICATION: only replication can run it.');
  }
  if (facts.highestNumber > 1) {
    notes.push(`A numbered procedure (;1 to ;${String(facts.highestNumber)}): this describes ;1, and only ;1 can be called here.`);
  }
  if (facts.parameters.some((parameter) => parameter.isCursor)) {
    notes.push('It has a cursor parameter, which only T-SQL can receive: it can be called from a batch, not with parameters.');
  }
  return notes;
}
