const prefix = [0x02, 0x00, 0x00, 0x00];

/** The sql_handle of the text that a session runs: 44 bytes, as the product's, that carry the session's id. */
export function sqlHandle(sessionId: number): Uint8Array {
  const handle = new Uint8Array(44);
  handle.set(prefix);
  new DataView(handle.buffer).setUint32(4, sessionId);
  return handle;
}

/** The session whose text a handle of the sandbox stands for, or undefined when the handle is not one. */
export function sessionOfHandle(handle: Uint8Array): number | undefined {
  if (handle.length !== 44 || prefix.some((byte, index) => handle[index] !== byte)) return undefined;
  return new DataView(handle.buffer, handle.byteOffset, handle.byteLength).getUint32(4);
}
