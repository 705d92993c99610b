import { Secret } from '../../../src/core/connections/secret';
import type { ConnectionSettings } from '../../../src/core/connections/connectionSettings';
import type { ConnectionTarget } from '../../../src/core/ports';

export const testSettings: ConnectionSettings = {
  server: 'db.example',
  database: 'shop',
  authentication: { kind: 'sql', user: 'reader', password: new Secret('hunter2') },
  encrypt: 'mandatory',
  trustServerCertificate: false,
  applicationIntent: 'readWrite',
  multiSubnetFailover: false,
  notes: [],
};

export const testTarget: ConnectionTarget = { connection: 'shop', settings: testSettings };
