import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is turned away: an HTTP status, and a sentence that tells no secret. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Lets only our own clients in: no other host name (DNS rebinding), no web page, nobody without the token. */
export class RequestGuard {
  readonly #hosts: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;
  readonly #tokenHash: Buffer;

  constructor(port: number, token: string) {
    const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `${host}:${String(port)}`);
    this.#hosts = new Set(hosts);
    this.#origins = new Set(hosts.map((host) => `http://${host}`));
    this.#tokenHash = hash(token);
  }

  /** undefined: the request is for `path`, and from one of our own clients. */
  check(request: IncomingMessage, path: string): Refusal | undefined {
    const { origin, authorization } = request.headers;
    const { host, path: asked } = destination(request);
    if (host === undefined || !this.#hosts.has(host.toLowerCase())) {
      return { status: 403, message: 'This host name is not served.' };
    }
    if (origin !== undefined && !this.#origins.has(origin.toLowerCase())) {
      return { status: 403, message: 'Requests of this origin are not served.' };
    }
    if (asked !== path) {
      return { status: 404, message: 'There is nothing here.' };
    }
    const given = /^Bearer +([^\s]+) *$/iu.exec(authorization ?? '')?.[1];
    // Hashes have one length, so the comparison takes one time.
    if (given === undefined || !timingSafeEqual(hash(given), this.#tokenHash)) {
      return { status: 401, message: 'The bearer token is missing or wrong.', headers: { 'www-authenticate': 'Bearer' } };
    }
    return undefined;
  }
}

/** Host and path of a request. In the absolute form (RFC 9112, 3.2.2) the target names the host, and the header Host does not count. */
function destination(request: IncomingMessage): { readonly host: string | undefined; readonly path: string | undefined } {
  const [target = ''] = (request.url ?? '').split('?');
  const absolute = /^http:\/\/([^/]*)(.*)$/iu.exec(target);
  return absolute === null ? { host: request.headers.host, path: target } : { host: absolute[1], path: absolute[2] };
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
