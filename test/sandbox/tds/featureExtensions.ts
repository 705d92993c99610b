import type { ByteReader } from './byteReader';
import type { ByteWriter } from './byteWriter';
import { ProtocolError } from './protocolError';

/** MS-TDS 2.2.6.4, FeatureExt. */
export const featureId = { federatedAuthentication: 0x02, utf8Support: 0x0a, jsonSupport: 0x0d, vectorSupport: 0x0e, end: 0xff } as const;

export type FederatedAuthentication =
  /** The token came in LOGIN7. */
  | { readonly workflow: 'securityToken'; readonly token: string }
  /** The server tells where to get one (FEDAUTHINFO), and the client sends it in a message of its own. */
  | { readonly workflow: 'activeDirectory' };

export interface FeatureRequests {
  readonly requested: ReadonlyMap<number, Buffer>;
  readonly federatedAuthentication?: FederatedAuthentication;
}

/** What the two sides agreed on; it decides how json and vector columns look on the wire. */
export interface Features {
  readonly json: boolean;
  readonly vector: boolean;
}

const library = { securityToken: 0x01, activeDirectory: 0x02 } as const;

/** Reads the list of extensions that a login asks for. Throws ProtocolError. */
export function readFeatureExtensions(reader: ByteReader): FeatureRequests {
  const requested = new Map<number, Buffer>();
  for (let id = reader.uint8(); id !== featureId.end; id = reader.uint8()) requested.set(id, reader.bytes(reader.uint32()));
  const data = requested.get(featureId.federatedAuthentication);
  return data === undefined ? { requested } : { requested, federatedAuthentication: readFederatedAuthentication(data) };
}

function readFederatedAuthentication(data: Buffer): FederatedAuthentication {
  const kind = data.readUInt8(0) >>> 1;
  if (kind === library.activeDirectory) return { workflow: 'activeDirectory' };
  if (kind !== library.securityToken || data.length < 5)
    throw new ProtocolError(`Federated authentication library ${String(kind)} is not known.`);
  const length = data.readUInt32LE(1);
  if (5 + length > data.length) throw new ProtocolError('The federated authentication token is cut off.');
  return { workflow: 'securityToken', token: data.toString('utf16le', 5, 5 + length) };
}

/** The features that the server grants of those asked for. */
export function grantFeatures(requests: FeatureRequests): Features {
  return { json: requests.requested.has(featureId.jsonSupport), vector: requests.requested.has(featureId.vectorSupport) };
}

/** FEATUREEXTACK; nothing when the client asked for nothing that the server grants. */
export function writeFeatureAcknowledgement(writer: ByteWriter, requests: FeatureRequests): void {
  const granted: [number, Buffer][] = [];
  if (requests.federatedAuthentication !== undefined) granted.push([featureId.federatedAuthentication, Buffer.alloc(0)]);
  if (requests.requested.has(featureId.utf8Support)) granted.push([featureId.utf8Support, Buffer.of(1)]);
  if (requests.requested.has(featureId.jsonSupport)) granted.push([featureId.jsonSupport, Buffer.of(1)]);
  if (requests.requested.has(featureId.vectorSupport)) granted.push([featureId.vectorSupport, Buffer.of(1)]);
  if (granted.length === 0) return;
  writer.uint8(0xae);
  for (const [id, data] of granted) {
    writer.uint8(id);
    writer.uint32(data.length);
    writer.bytes(data);
  }
  writer.uint8(featureId.end);
}
