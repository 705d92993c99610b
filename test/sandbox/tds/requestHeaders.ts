import type { ByteReader } from './byteReader';
import { ProtocolError } from './protocolError';

/** ALL_HEADERS of MS-TDS 2.2.5.3: what stands in front of a batch, a call and a transaction request. */
export interface RequestHeaders {
  /** 0 outside a transaction. */
  readonly transactionDescriptor: bigint;
  readonly outstandingRequests: number;
}

const transactionHeader = 2;

/** Reads all headers; those other than the transaction's are skipped. Throws ProtocolError. */
export function readRequestHeaders(reader: ByteReader): RequestHeaders {
  const start = reader.offset;
  const total = reader.uint32();
  if (total < 4 || total > reader.remaining + 4) throw new ProtocolError('The headers of a request are longer than the request.');
  const end = start + total;
  let headers: RequestHeaders = { transactionDescriptor: 0n, outstandingRequests: 1 };
  while (reader.offset < end) {
    const headerEnd = reader.offset + reader.uint32();
    if (headerEnd > end || headerEnd < reader.offset + 2) throw new ProtocolError('A header of a request has an impossible length.');
    if (reader.uint16() === transactionHeader) headers = { transactionDescriptor: reader.uint64(), outstandingRequests: reader.uint32() };
    reader.offset = headerEnd;
  }
  return headers;
}
