import type { TransactionRequest } from '../engine/session';
import type { ByteReader } from './byteReader';

const requestType = { begin: 5, commit: 7, rollback: 8, save: 9 } as const;

/**
 * Reads a transaction manager request (MS-TDS 2.2.6.9) behind its headers; undefined for those of distributed
 * transactions, which the sandbox does not have. Throws ProtocolError.
 */
export function readTransactionRequest(reader: ByteReader): TransactionRequest | undefined {
  const type = reader.uint16();
  switch (type) {
    case requestType.begin: {
      const isolationLevel = reader.uint8();
      return { kind: 'begin', isolationLevel, name: readName(reader) };
    }
    case requestType.commit:
    case requestType.rollback: {
      const name = readName(reader);
      return { kind: type === requestType.commit ? 'commit' : 'rollback', name, beginNew: (reader.uint8() & 1) === 1 };
    }
    case requestType.save:
      return { kind: 'save', name: readName(reader) };
    default:
      return undefined;
  }
}

/** The length counts bytes. */
function readName(reader: ByteReader): string {
  return reader.bytes(reader.uint8()).toString('utf16le');
}
