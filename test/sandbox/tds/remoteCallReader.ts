import type { RemoteCall, RemoteParameter } from '../engine/session';
import type { ByteReader } from './byteReader';
import { ProtocolError } from './protocolError';
import { readTableParameter } from './tableParameter';
import { readTypeInfo } from './typeReader';
import { wire } from './wireTypes';

/** System procedures that a client may call by number (MS-TDS 2.2.6.6). */
const proceduresById: readonly (string | undefined)[] = [
  undefined,
  'sp_cursor',
  'sp_cursoropen',
  'sp_cursorprepare',
  'sp_cursorexecute',
  'sp_cursorprepexec',
  'sp_cursorunprepare',
  'sp_cursorfetch',
  'sp_cursoroption',
  'sp_cursorclose',
  'sp_executesql',
  'sp_prepare',
  'sp_execute',
  'sp_prepexec',
  'sp_prepexecrpc',
  'sp_unprepare',
];

const parameterFlag = { byReference: 0x01, default: 0x02, encrypted: 0x08 } as const;
const optionFlag = { noMetadata: 0x02 } as const;
/** Between two calls of one message: 0x80 and 0xFF begin another, 0xFE another that must not run. */
const separators: ReadonlySet<number> = new Set([0x80, 0xfe, 0xff]);

/** Reads the calls of an RPC message behind its headers; those that must not run are left out. Throws ProtocolError. */
export function readRemoteCalls(reader: ByteReader): RemoteCall[] {
  const calls: RemoteCall[] = [];
  while (reader.remaining > 0) {
    const call = readRemoteCall(reader);
    const separator = reader.remaining > 0 ? reader.uint8() : undefined;
    if (separator !== 0xfe) calls.push(call);
  }
  return calls;
}

function readRemoteCall(reader: ByteReader): RemoteCall {
  const nameLength = reader.uint16();
  const procedure = nameLength === 0xffff ? procedureById(reader.uint16()) : reader.text(nameLength);
  const options = reader.uint16();
  const parameters: RemoteParameter[] = [];
  for (let next = reader.peek(); next !== undefined && !separators.has(next); next = reader.peek()) parameters.push(readParameter(reader));
  return { procedure, parameters, noMetadata: (options & optionFlag.noMetadata) !== 0 };
}

function procedureById(id: number): string {
  const name = proceduresById[id];
  if (name === undefined) throw new ProtocolError(`There is no system procedure with the number ${String(id)}.`);
  return name;
}

function readParameter(reader: ByteReader): RemoteParameter {
  const name = reader.shortText();
  const flags = reader.uint8();
  if ((flags & parameterFlag.encrypted) !== 0) throw new ProtocolError('An encrypted parameter was sent without the feature.');
  const common = { name, isOutput: (flags & parameterFlag.byReference) !== 0, isDefault: (flags & parameterFlag.default) !== 0 };
  if (reader.peek() === wire.table) return { ...common, ...readTableParameter(reader) };
  const { type, read } = readTypeInfo(reader);
  return { ...common, type, value: read(reader) };
}
