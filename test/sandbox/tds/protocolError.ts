/** The client sent something that MS-TDS does not allow. The connection is closed; the process goes on. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}
