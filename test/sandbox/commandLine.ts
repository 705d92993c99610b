import { parseArgs } from 'node:util';
import type { SandboxOptions } from './startSandbox';
import type { FaultError, Faults } from './tds/faults';
import type { EncryptionMode } from './tds/prelogin';

/** What the command line of the sandbox asks for. */
export interface CommandLine {
  readonly options: SandboxOptions;
  /** End when the standard input closes: whoever started the sandbox is gone. */
  readonly withParent: boolean;
}

const encryptionModes: readonly EncryptionMode[] = ['on', 'off', 'required', 'notSupported', 'strict'];
const faultErrors: readonly FaultError[] = [1205, 40501, 10928, 40613, 18456];

/** Reads `--port`, `--profile`, `--encryption`, `--fault name[=value]` (repeatable) and `--with-parent`. Throws Error saying what is wrong. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      profile: { type: 'string' },
      encryption: { type: 'string' },
      fault: { type: 'string', multiple: true, default: [] },
      'with-parent': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
  const encryption = values.encryption === undefined ? undefined : oneOf('--encryption', encryptionModes, values.encryption);
  return {
    withParent: values['with-parent'],
    options: {
      port,
      ...(values.profile === undefined ? {} : { profile: values.profile }),
      ...(encryption === undefined ? {} : { encryption }),
      faults: values.fault.map(readFault).reduce((all, fault) => ({ ...all, ...fault }), {}),
    },
  };
}

function oneOf<Name extends string>(option: string, known: readonly Name[], value: string): Name {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new Error(`${option} takes one of ${known.join(', ')}, not "${value}".`);
  return found;
}

function readFault(text: string): Partial<Faults> {
  const [name = '', value = 'true'] = text.split('=', 2);
  switch (name) {
    case 'refuseConnections':
      return { refuseConnections: value === 'true' };
    case 'refuseNextConnections':
      return { refuseNextConnections: count(name, value) };
    case 'nextLoginError':
      return { nextLoginError: errorNumber(name, value) };
    case 'dropNextRequest':
      return { dropNextRequest: value === 'true' };
    case 'brokenPacket':
      return { brokenPacket: value === 'true' };
    case 'garbageAtLogin':
      return { garbageAtLogin: value === 'true' };
    case 'garbageInResponse':
      return { garbageInResponse: value === 'true' };
    case 'stallBeforeLogin':
      return { stallBeforeLogin: value === 'true' };
    case 'ignoreAttention':
      return { ignoreAttention: value === 'true' };
    case 'errorBeforeAttention':
      return { errorBeforeAttention: value === 'true' };
    case 'errorWithAcknowledgement':
      return { errorWithAcknowledgement: value === 'true' };
    case 'loginDelayMilliseconds':
      return { loginDelayMilliseconds: count(name, value) };
    case 'dropAfterRows':
      return { dropAfterRows: count(name, value) };
    case 'stallAfterRows':
      return { stallAfterRows: count(name, value) };
    case 'loginError':
      return { loginError: errorNumber(name, value) };
    case 'nextRequestError':
      return { nextRequestError: errorNumber(name, value) };
    case 'certificate':
      return { certificate: oneOf('--fault certificate', ['valid', 'changed', 'expired', 'wrongHost'], value) };
    default:
      throw new Error(`--fault does not know "${name}".`);
  }
}

function count(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new Error(`--fault ${name} takes a number, not "${value}".`);
  return number;
}

function errorNumber(name: string, value: string): FaultError {
  const found = faultErrors.find((error) => String(error) === value);
  if (found === undefined) throw new Error(`--fault ${name} takes one of ${faultErrors.join(', ')}, not "${value}".`);
  return found;
}
