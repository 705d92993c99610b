import { shapeOf, systemTypeId, withoutAlias } from '../catalog/typeFacts';
import { compileSelect } from '../select/compileSelect';
import type { OutputColumn } from '../query/queryEnvironment';
import type { SelectStatement } from '../syntax/queryAst';
import type { Statement } from '../syntax/statementAst';
import { parseBatch } from '../syntax/parser';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { formatType } from '../values/types';
import { prepareFrame } from './declarations';
import { bindShape } from './ddl/moduleShape';
import { commands, done } from './done';
import type { Argument } from './executeProcedure';
import type { Frame } from './frame';
import { createFrame, silentSink } from './frames';
import { findModule } from './names';
import { parameterize } from './parameterizedText';
import { pickText } from './smallProcedures';
import type { Step } from './steps';

const int: SqlType = { name: 'int' };
const bit: SqlType = { name: 'bit' };
const sysname: SqlType = { name: 'nvarchar', length: 128 };

/** Columns of sp_describe_first_result_set that the sandbox fills; the others are NULL. Source: its documentation page. */
const shape: readonly (readonly [string, SqlType])[] = [
  ['is_hidden', bit],
  ['column_ordinal', int],
  ['name', sysname],
  ['is_nullable', bit],
  ['system_type_id', int],
  ['system_type_name', { name: 'nvarchar', length: 256 }],
  ['max_length', { name: 'smallint' }],
  ['precision', { name: 'tinyint' }],
  ['scale', { name: 'tinyint' }],
  ['collation_name', sysname],
  ['user_type_id', int],
  ['user_type_database', sysname],
  ['user_type_schema', sysname],
  ['user_type_name', sysname],
  ['is_identity_column', bit],
  ['is_part_of_unique_key', bit],
  ['is_updateable', bit],
  ['is_computed_column', bit],
  ['is_sparse_column_set', bit],
];

/** sp_describe_first_result_set @tsql, @params: the columns of the first SELECT, found by compiling only. */
export function* describeFirstResultSet(frame: Frame, args: readonly Argument[]): Step<number> {
  const { session, sink } = frame;
  const text = pickText(args, '@tsql', 0);
  const { parameters } = parameterize(session, text, pickText(args, '@params', 1));
  const own = createFrame(session, 'dynamic', { sink: silentSink, text, caller: frame });
  bindShape(own, parameters);
  const { statements } = parseBatch(text);
  prepareFrame(own, statements);
  const columns = firstResult(own, statements, 0);
  sink.columns(shape.map(([name, type]) => ({ name, type, nullable: true, identity: false, computed: false })));
  for (const [index, column] of (columns ?? []).entries()) {
    const wait = sink.row(describe(column, index));
    if (wait) yield { kind: 'client', promise: wait };
  }
  done(frame, commands.select, columns?.length ?? 0, true);
  return 0;
}

function describe(column: OutputColumn, index: number): SqlValue[] {
  const { type } = column;
  const row = shape.map((): SqlValue => null);
  const values: readonly SqlValue[] = [
    0,
    index + 1,
    column.name === '' ? null : column.name,
    column.nullable ? 1 : 0,
    systemTypeId(type),
    formatType(withoutAlias(type)),
    shapeOf(type).maxLength,
    shapeOf(type).precision,
    shapeOf(type).scale,
  ];
  for (const [at, value] of values.entries()) row[at] = value;
  row[9] = type.collation ?? null;
  row[14] = column.identity ? 1 : 0;
  row[17] = column.computed ? 1 : 0;
  return row;
}

function firstResult(frame: Frame, statements: readonly Statement[], depth: number): readonly OutputColumn[] | undefined {
  for (const statement of statements) {
    const found = resultOf(frame, statement, depth);
    if (found) return found;
  }
  return undefined;
}

function resultOf(frame: Frame, statement: Statement, depth: number): readonly OutputColumn[] | undefined {
  switch (statement.kind) {
    case 'select':
      return selectsToClient(statement) ? compileSelect(statement, frame.environment).columns : undefined;
    case 'block':
      return firstResult(frame, statement.statements, depth);
    case 'if':
      return firstResult(frame, statement.otherwise ? [statement.then, statement.otherwise] : [statement.then], depth);
    case 'while':
      return firstResult(frame, [statement.body], depth);
    case 'try':
      return firstResult(frame, statement.body, depth);
    case 'execute': {
      const { procedure } = statement;
      const found = procedure && !('kind' in procedure) ? findModule(frame.session, procedure) : undefined;
      if (!found || depth > 8) return undefined;
      const own = createFrame(frame.session, 'procedure', {
        sink: silentSink,
        text: found.module.definition.text,
        caller: frame,
        module: found.module,
      });
      bindShape(own, found.module.parameters);
      prepareFrame(own, found.module.definition.body);
      return firstResult(own, found.module.definition.body, depth + 1);
    }
    default:
      return undefined;
  }
}

function selectsToClient({ query }: SelectStatement): boolean {
  const { body } = query;
  return body.kind !== 'selectBody' || (!body.into && !body.items.some((item) => item.kind === 'assignment'));
}
