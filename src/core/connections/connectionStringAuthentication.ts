import { SprocketError } from '../errors';
import type { Authentication } from './connectionSettings';
import type { ConnectionStringValues } from './connectionStringValues';
import type { Secret } from './secret';

const FORMS =
  'SqlPassword, ActiveDirectoryPassword, ActiveDirectoryServicePrincipal, ActiveDirectoryManagedIdentity, ActiveDirectoryDefault, ActiveDirectoryInteractive';

/** Decides how to log in. Throws SprocketError('invalid_input') for what this process cannot do, and says what to do instead. */
export function readAuthentication(values: ConnectionStringValues, notes: string[]): Authentication {
  const form =
    values
      .text('authentication')
      ?.replaceAll(/[\s_-]/g, '')
      .toLowerCase() ?? '';
  const token = values.secret('accessToken');
  if (token !== undefined) {
    return { kind: 'accessToken', token };
  }
  const integrated = values.flag('integratedSecurity', ['sspi']) ?? false;
  const scheme = values.text('authenticationScheme')?.toLowerCase();
  const user = values.text('user');
  const tenantId = values.text('tenantId');
  const clientId = values.text('clientId');
  switch (form) {
    case '':
    case 'notspecified':
      return integrated || scheme === 'ntlm' ? windowsLogin(values, integrated) : sqlLogin(values, notes);
    case 'sqlpassword':
      return sqlLogin(values, notes);
    case 'windowspassword':
      return windowsLogin(values, true);
    case 'activedirectorypassword':
      return {
        kind: 'entraPassword',
        user: required(user, 'User ID', 'Active Directory Password'),
        password: requiredSecret(values.secret('password'), 'Active Directory Password'),
        ...(clientId === undefined ? {} : { clientId }),
        ...(tenantId === undefined ? {} : { tenantId }),
      };
    case 'activedirectoryserviceprincipal':
      return servicePrincipal(values, clientId ?? user, tenantId);
    case 'activedirectorymanagedidentity':
    case 'activedirectorymsi': {
      const identity = clientId ?? user;
      return { kind: 'entraManagedIdentity', ...(identity === undefined ? {} : { clientId: identity }) };
    }
    case 'activedirectorydefault':
    case 'activedirectoryworkloadidentity': {
      const identity = clientId ?? user;
      return { kind: 'entraDefault', ...(identity === undefined ? {} : { clientId: identity }) };
    }
    case 'activedirectorydevicecodeflow':
      notes.push('Active Directory Device Code Flow: signs in interactively instead; there is no console to show a code on.');
      return { kind: 'entraInteractive', ...(user === undefined ? {} : { user }) };
    case 'activedirectoryinteractive':
      return { kind: 'entraInteractive', ...(user === undefined ? {} : { user }) };
    case 'activedirectoryintegrated':
      throw new SprocketError(
        'invalid_input',
        'Active Directory Integrated needs the Kerberos ticket of Windows, which this process cannot use.',
        {
          expected: FORMS,
          nextStep: 'Use Authentication=Active Directory Interactive or Active Directory Default.',
        },
      );
    default:
      throw new SprocketError('invalid_input', 'The value of Authentication is not known.', {
        expected: FORMS,
        nextStep: 'Correct Authentication, or leave it out for a SQL Server login.',
      });
  }
}

function servicePrincipal(values: ConnectionStringValues, client: string | undefined, tenantId: string | undefined): Authentication {
  const form = 'Active Directory Service Principal';
  const given = required(client, 'User ID (the application id)', form);
  // SqlClient and ODBC allow `application id@tenant`.
  const at = given.indexOf('@');
  const clientId = at === -1 ? given : given.slice(0, at);
  const tenant = tenantId ?? (at === -1 ? undefined : given.slice(at + 1));
  const clientSecret = requiredSecret(values.secret('clientSecret') ?? values.secret('password'), form);
  return { kind: 'entraServicePrincipal', clientId, clientSecret, ...(tenant === undefined ? {} : { tenantId: tenant }) };
}

function sqlLogin(values: ConnectionStringValues, notes: string[]): Authentication {
  const user = values.text('user');
  const password = values.secret('password');
  if (user === undefined) {
    throw new SprocketError('invalid_input', 'The connection string names no login.', {
      expected: `User ID=…;Password=… for a SQL Server login, or Authentication=… (${FORMS})`,
      nextStep: 'Add User ID and Password, or Authentication=Active Directory Interactive for Microsoft Entra.',
    });
  }
  if (password === undefined) {
    throw new SprocketError('invalid_input', 'The connection string has a User ID and no Password.', {
      expected: 'User ID=…;Password=…',
      nextStep: 'Add Password. Tools that save connections often leave it out.',
    });
  }
  if (user.includes('\\')) {
    // The name of a SQL Server login has no backslash (CREATE LOGIN).
    notes.push('User ID names a Windows account: logs in with NTLM.');
    return ntlm(user, values.text('domain'), password);
  }
  return { kind: 'sql', user, password };
}

function windowsLogin(values: ConnectionStringValues, integrated: boolean): Authentication {
  const user = values.text('user');
  const password = values.secret('password');
  if (user === undefined || password === undefined || (!user.includes('\\') && values.text('domain') === undefined)) {
    const name = integrated ? 'Integrated Security' : 'NTLM';
    throw new SprocketError(
      'invalid_input',
      `${name} as the signed-in Windows user is not possible: this process cannot use the Windows credentials of the user.`,
      {
        expected:
          'User ID=DOMAIN\\user;Password=… together with Integrated Security=true (NTLM), a SQL Server login, or Authentication=Active Directory …',
        nextStep: 'Add User ID=DOMAIN\\user and Password for NTLM, or use a SQL Server or Microsoft Entra login.',
      },
    );
  }
  return ntlm(user, values.text('domain'), password);
}

function ntlm(user: string, domain: string | undefined, password: Secret): Authentication {
  const backslash = user.indexOf('\\');
  return {
    kind: 'ntlm',
    domain: backslash === -1 ? (domain ?? '') : user.slice(0, backslash),
    user: backslash === -1 ? user : user.slice(backslash + 1),
    password,
  };
}

function required(value: string | undefined, keyword: string, form: string): string {
  if (value === undefined) {
    throw new SprocketError('invalid_input', `${form} needs ${keyword}.`, { nextStep: `Add ${keyword} to the connection string.` });
  }
  return value;
}

function requiredSecret(value: Secret | undefined, form: string): Secret {
  if (value === undefined) {
    throw new SprocketError('invalid_input', `${form} needs Password.`, { nextStep: 'Add Password to the connection string.' });
  }
  return value;
}
