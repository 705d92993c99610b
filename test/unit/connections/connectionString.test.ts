import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Authentication } from '../../../src/core/connections/connectionSettings';
import { parseConnectionString } from '../../../src/core/connections/connectionString';
import { describeTarget, formatServer } from '../../../src/core/connections/connectionStringFormat';
import { SprocketError } from '../../../src/core/errors';

const LOGIN = 'User ID=sa;Password=secret';

function failure(text: string): SprocketError {
  try {
    parseConnectionString(text);
  } catch (error) {
    assert.ok(error instanceof SprocketError);
    assert.equal(error.kind, 'invalid_input');
    return error;
  }
  assert.fail('the connection string was accepted');
}

function wholeText(error: SprocketError): string {
  return inspect(error, { depth: 5 }) + String(error.expected) + String(error.nextStep);
}

function passwordOf(authentication: Authentication): string {
  assert.ok('password' in authentication);
  return authentication.password.reveal();
}

describe('connection string: values and quoting', () => {
  const passwords: readonly [string, string][] = [
    ['Password=plain', 'plain'],
    ['Password="a;b""c"', 'a;b"c'],
    ["Password='a;b''c'", "a;b'c"],
    ['Password={a;b}', 'a;b'],
    ['PWD={p}}w};App=x', 'p}w'],
    ['Password={open', '{open'],
    ['Password=a=b', 'a=b'],
    ['Password= spaced ', 'spaced'],
    ['Password=" spaced "', ' spaced '],
    ['Password=', ''],
    ['Password=first;Password=last', 'last'],
    ["Password=it's", "it's"],
    ['Password=пароль🔑', 'пароль🔑'],
  ];
  for (const [text, password] of passwords) {
    it(text, () => {
      assert.equal(passwordOf(parseConnectionString(`Server=h;User ID=sa;${text}`).authentication), password);
    });
  }

  it('takes nothing for a keyword that may be a piece of a password', () => {
    assert.doesNotMatch(wholeText(failure('Server=h;User ID=sa;Password=x;hunter=2;rest')), /hunter/);
    assert.doesNotMatch(wholeText(failure('Server=h;User ID=sa;Password=x;hunter="2')), /hunter/);
  });

  it('explains a semicolon in an unquoted password without repeating any of it', () => {
    const error = failure('Server=h;User ID=sa;Password=hunter2;topsecret;Encrypt=true');
    assert.match(String(error.nextStep), /quotes/);
    assert.doesNotMatch(wholeText(error), /hunter2|topsecret/);
  });

  it('does not repeat what may be the second half of a password', () => {
    const error = failure('Server=h;User ID=sa;Password=hunter2;topsecret=x;Encrypt=true');
    assert.match(error.message, /Password/);
    assert.doesNotMatch(wholeText(error), /hunter2|topsecret/);
  });

  it('does not repeat an unclosed quoted password', () => {
    const error = failure('Server=h;User ID=sa;Password="hunter2;Encrypt=true');
    assert.match(error.message, /never closed/);
    assert.doesNotMatch(wholeText(error), /hunter2/);
  });

  it('answers an unknown keyword with the closest known one', () => {
    const error = failure(`Sever=h;${LOGIN}`);
    assert.equal(error.suggestions[0], 'Server');
    assert.match(error.message, /Sever/);
  });

  for (const text of [
    '',
    'hunter2',
    'postgres://u:hunter2@h/db',
    'Data Source',
    'User ID=sa;Password=hunter2',
    'Server=;User ID=sa;Password=hunter2',
  ]) {
    it(`refuses what names no server: ${text.replace('hunter2', '…')}`, () => {
      assert.doesNotMatch(wholeText(failure(text)), /hunter2/);
    });
  }

  it('prints no secret', () => {
    const settings = parseConnectionString(`Server=h;${LOGIN}`);
    assert.doesNotMatch(inspect(settings, { depth: 9, showHidden: true }) + JSON.stringify(settings) + describeTarget(settings), /secret/);
  });
});

describe('connection string: server', () => {
  const servers: readonly [string, string, number | undefined, string | undefined][] = [
    ['h', 'h', undefined, undefined],
    ['h,1500', 'h', 1500, undefined],
    ['tcp:h.example.com,1433', 'h.example.com', 1433, undefined],
    ['TCP: h , 1433 ', 'h', 1433, undefined],
    ['h\\inst', 'h', undefined, 'inst'],
    ['h\\inst,1500', 'h', 1500, 'inst'],
    ['h\\MSSQLSERVER', 'h', undefined, undefined],
    ['.', 'localhost', undefined, undefined],
    ['(local)', 'localhost', undefined, undefined],
    ['.\\SQLEXPRESS', 'localhost', undefined, 'SQLEXPRESS'],
    ['[::1],1433', '::1', 1433, undefined],
    ['[::1]', '::1', undefined, undefined],
    ['fe80::1', 'fe80::1', undefined, undefined],
    ['h:1433', 'h', 1433, undefined],
    ['127.0.0.1,14330', '127.0.0.1', 14330, undefined],
  ];
  for (const [text, server, port, instance] of servers) {
    it(text, () => {
      const settings = parseConnectionString(`Server=${text};${LOGIN}`);
      assert.deepEqual([settings.server, settings.port, settings.instance], [server, port, instance]);
    });
  }

  const refused: readonly [string, RegExp][] = [
    ['np:\\\\h\\pipe\\sql\\query', /Named pipes/],
    ['\\\\h\\pipe\\sql\\query', /Named pipes/],
    ['lpc:h', /Shared memory/],
    ['admin:h', /administrator/],
    ['(localdb)\\MSSQLLocalDB', /LocalDB/],
    ['h,99999', /port/],
    ['h,abc', /port/],
    ['foo:h', /protocol/],
    ['a b', /host/],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${text}`, () => {
      const error = failure(`Server=${text};${LOGIN}`);
      assert.match(error.message, message);
      assert.notEqual(error.nextStep, undefined);
    });
  }

  it('formats a server as it is written', () => {
    assert.equal(formatServer({ server: 'h', port: 1500, instance: 'i' }), 'h,1500');
    assert.equal(formatServer({ server: 'h', instance: 'i' }), 'h\\i');
    assert.equal(formatServer({ server: '::1', port: 1433 }), '[::1],1433');
    assert.equal(describeTarget(parseConnectionString(`Server=h,1500;Database=shop;${LOGIN}`)), 'h,1500/shop as sa');
  });
});

describe('connection string: keywords', () => {
  it('reads the synonyms of SqlClient', () => {
    const settings = parseConnectionString(
      'Addr=h;Initial Catalog=shop;UID=sa;PWD=x;Timeout=7;Command Timeout=90;App=tool;WSID=me;Packet Size=8000;MultiSubnetFailover=yes;ApplicationIntent=READONLY;TrustServerCertificate=yes;HostNameInCertificate=cn',
    );
    assert.deepEqual(
      { ...settings, authentication: undefined },
      {
        server: 'h',
        database: 'shop',
        authentication: undefined,
        encrypt: 'mandatory',
        trustServerCertificate: true,
        hostNameInCertificate: 'cn',
        applicationIntent: 'readOnly',
        applicationName: 'tool',
        workstationId: 'me',
        connectTimeoutSeconds: 7,
        commandTimeoutSeconds: 90,
        packetSize: 8000,
        multiSubnetFailover: true,
        notes: [],
      },
    );
  });

  for (const [text, expected] of [
    ['true', 'mandatory'],
    ['Mandatory', 'mandatory'],
    ['yes', 'mandatory'],
    ['false', 'optional'],
    ['no', 'optional'],
    ['Optional', 'optional'],
    ['Strict', 'strict'],
  ]) {
    it(`Encrypt=${text}`, () => {
      assert.equal(parseConnectionString(`Server=h;${LOGIN};Encrypt=${text}`).encrypt, expected);
    });
  }

  it('encrypts by default and refuses a value it does not know', () => {
    assert.equal(parseConnectionString(`Server=h;${LOGIN}`).encrypt, 'mandatory');
    failure(`Server=h;${LOGIN};Encrypt=maybe`);
    failure(`Server=h;${LOGIN};ApplicationIntent=writeonly`);
    failure(`Server=h;${LOGIN};TrustServerCertificate=perhaps`);
    failure(`Server=h;${LOGIN};Connect Timeout=soon`);
  });

  it('says which keywords have no effect', () => {
    const { notes } = parseConnectionString(
      `Server=h;${LOGIN};MultipleActiveResultSets=True;Failover Partner=p;AttachDbFilename=f.mdf;Persist Security Info=False;Pooling=false`,
    );
    for (const keyword of ['MultipleActiveResultSets', 'Failover Partner', 'AttachDbFilename', 'Persist Security Info', 'Pooling']) {
      assert.ok(
        notes.some((note) => note.startsWith(keyword)),
        keyword,
      );
    }
  });
});

describe('connection string: login', () => {
  const entra: readonly [string, Authentication['kind']][] = [
    ['Authentication=Active Directory Password;User ID=a@b.c;Password=p', 'entraPassword'],
    ['Authentication=ActiveDirectoryServicePrincipal;User ID=app@tenant;Password=p', 'entraServicePrincipal'],
    ['Authentication=Active Directory Managed Identity', 'entraManagedIdentity'],
    ['Authentication=ActiveDirectoryMSI;User ID=client', 'entraManagedIdentity'],
    ['Authentication=Active Directory Default', 'entraDefault'],
    ['Authentication=Active Directory Workload Identity', 'entraDefault'],
    ['Authentication=Active Directory Interactive;User ID=a@b.c', 'entraInteractive'],
    ['Authentication=Active Directory Device Code Flow', 'entraInteractive'],
    ['Authentication=SqlPassword;User ID=sa;Password=p', 'sql'],
    ['accessToken=abc', 'accessToken'],
    ['Integrated Security=SSPI;User ID=DOM\\me;Password=p', 'ntlm'],
    ['Trusted_Connection=no;User ID=sa;Password=p', 'sql'],
    ['User ID=DOM\\me;Password=p', 'ntlm'],
    ['integratedSecurity=true;authenticationScheme=NTLM;domain=DOM;user=me;password=p', 'ntlm'],
  ];
  for (const [text, kind] of entra) {
    it(text, () => {
      assert.equal(parseConnectionString(`Server=h;${text}`).authentication.kind, kind);
    });
  }

  it('splits the tenant off an application id', () => {
    const { authentication } = parseConnectionString('Server=h;Authentication=Active Directory Service Principal;UID=app@tenant;PWD=p');
    assert.ok(authentication.kind === 'entraServicePrincipal');
    assert.deepEqual([authentication.clientId, authentication.tenantId, authentication.clientSecret.reveal()], ['app', 'tenant', 'p']);
  });

  it('splits the domain off a Windows login', () => {
    const { authentication } = parseConnectionString('Server=h;Integrated Security=true;UID=DOM\\me;PWD=p');
    assert.ok(authentication.kind === 'ntlm');
    assert.deepEqual([authentication.domain, authentication.user], ['DOM', 'me']);
  });

  for (const [text, message] of [
    ['Integrated Security=true', /Integrated Security/],
    ['Trusted_Connection=yes', /Integrated Security/],
    ['Authentication=Active Directory Integrated', /Kerberos/],
    ['Authentication=Something', /Authentication/],
    ['User ID=sa', /Password/],
    ['Password=hunter2', /login/],
    ['Authentication=Active Directory Password;User ID=a', /Password/],
  ] as const) {
    it(`refuses ${text.replace('hunter2', '…')} by name`, () => {
      const error = failure(`Server=h;${text}`);
      assert.match(error.message, message);
      assert.notEqual(error.nextStep, undefined);
    });
  }
});

describe('connection string: other dialects', () => {
  it('ODBC', () => {
    const settings = parseConnectionString(
      'Driver={ODBC Driver 18 for SQL Server};Server=tcp:h,1433;Database=shop;Uid=sa;Pwd={p}}w;};Encrypt=yes;',
    );
    assert.deepEqual([settings.server, settings.port, settings.database, passwordOf(settings.authentication)], ['h', 1433, 'shop', 'p}w;']);
    assert.deepEqual(settings.notes, []);
  });

  it('a data source name is refused', () => {
    assert.match(failure('DSN=mine;UID=sa;PWD=p').message, /DSN/);
  });

  it('JDBC', () => {
    const settings = parseConnectionString(
      'jdbc:sqlserver://h\\inst:1444;databaseName=shop;user=sa;password={a;b};encrypt=false;loginTimeout=9',
    );
    assert.deepEqual(
      [
        settings.server,
        settings.port,
        settings.instance,
        settings.database,
        passwordOf(settings.authentication),
        settings.encrypt,
        settings.connectTimeoutSeconds,
      ],
      ['h', 1444, 'inst', 'shop', 'a;b', 'optional', 9],
    );
  });

  it('JDBC with the server as a property, and an IPv6 address', () => {
    assert.equal(parseConnectionString('jdbc:sqlserver://;serverName=h;portNumber=1500;user=sa;password=p').port, 1500);
    assert.equal(parseConnectionString('jdbc:sqlserver://[::1]:1500;user=sa;password=p').server, '::1');
  });

  it('mssql:// URL', () => {
    const settings = parseConnectionString('mssql://user:p%40ss%3Bword@h.example.com:1500/my%20shop?encrypt=strict&Application+Name=a%26b');
    assert.deepEqual(
      [settings.server, settings.port, settings.database, passwordOf(settings.authentication), settings.encrypt, settings.applicationName],
      ['h.example.com', 1500, 'my shop', 'p@ss;word', 'strict', 'a&b'],
    );
  });

  it('sqlserver:// URL with an instance in its path', () => {
    const settings = parseConnectionString('sqlserver://sa:p@h/inst?database=shop');
    assert.deepEqual([settings.server, settings.instance, settings.database], ['h', 'inst', 'shop']);
  });

  it('a URL that cannot be read is not repeated', () => {
    assert.doesNotMatch(wholeText(failure('mssql://sa:hunter2/x@h/db')), /hunter2/);
    assert.doesNotMatch(wholeText(failure('mssql://sa:hunter2%zz@h/db')), /hunter2/);
    assert.doesNotMatch(wholeText(failure('mssql://sa:12/hunter2@h')), /hunter2/);
    assert.doesNotMatch(wholeText(failure('mssql://sa:12?hunter2=x@h')), /hunter2/);
  });
});
