import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bitString, booleanTrue, context, generalizedTime, integer, objectIdentifier, octetString, sequence, set, utf8String } from './der';

/** A key and its self-signed certificate, both PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
}

export type CertificateKind = 'valid' | 'changed' | 'expired' | 'wrongHost';

const oid = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
} as const;

const day = 86_400_000;

/**
 * Makes a new certificate for `localhost`, 127.0.0.1 and ::1; `expired` ended yesterday, `wrongHost` names another host, `changed` is
 * as good as `valid` and another one.
 */
export function createCertificate(kind: CertificateKind): ServerCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const validity =
    kind === 'expired'
      ? sequence(generalizedTime(new Date(now - 30 * day)), generalizedTime(new Date(now - day)))
      : sequence(generalizedTime(new Date(now - day)), generalizedTime(new Date(now + 365 * day)));
  const host = kind === 'wrongHost' ? 'elsewhere.invalid' : 'localhost';
  const name = sequence(set(sequence(objectIdentifier(oid.commonName), utf8String(host))));
  const algorithm = sequence(objectIdentifier(oid.ecdsaWithSha256));
  const body = sequence(
    context(0, integer(Buffer.of(2)), true),
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    context(3, extensions(host, kind), true),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, algorithm, bitString(signature));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: pem(certificate) };
}

function extensions(host: string, kind: CertificateKind): Buffer {
  const names = [context(2, Buffer.from(host, 'latin1'), false)];
  if (kind !== 'wrongHost') {
    names.push(context(7, Buffer.of(127, 0, 0, 1), false), context(7, Buffer.concat([Buffer.alloc(15), Buffer.of(1)]), false));
  }
  const digitalSignatureAndCertificateSigning = Buffer.of(0x84);
  return sequence(
    critical(oid.basicConstraints, sequence(booleanTrue())),
    critical(oid.keyUsage, bitString(digitalSignatureAndCertificateSigning, 2)),
    sequence(objectIdentifier(oid.extendedKeyUsage), octetString(sequence(objectIdentifier(oid.serverAuthentication)))),
    sequence(objectIdentifier(oid.subjectAlternativeName), octetString(sequence(...names))),
  );
}

function critical(identifier: string, value: Buffer): Buffer {
  return sequence(objectIdentifier(identifier), booleanTrue(), octetString(value));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
