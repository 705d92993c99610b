import { SprocketError } from '../../../src/core/errors';
import type { MetadataPort } from '../../../src/core/metadata/metadataPort';
import type { TableListItem } from '../../../src/core/metadata/tableList';
import type { ColumnInfo } from '../../../src/core/metadata/tableSchema';
import { unknownName } from '../../../src/core/names/resolveName';
import type {
  CatalogPort,
  QualifiedName,
  RowBlock,
  RunObserver,
  RunOutcome,
  RunRequest,
  ServerIdentity,
  SqlServerPort,
} from '../../../src/core/ports';

/** What a stub does for a batch: may call the observer, wait, throw; ends the batch by returning. */
export type Script = (observer: RunObserver, signal: AbortSignal, request: RunRequest) => Promise<RunOutcome>;

/** A server whose batches are functions of the test, by their text. */
export class StubSqlServer implements SqlServerPort {
  readonly scripts = new Map<string, Script>();
  readonly requests: RunRequest[] = [];
  running = 0;

  async run(request: RunRequest, observer: RunObserver, signal: AbortSignal): Promise<RunOutcome> {
    this.requests.push(request);
    this.running += 1;
    try {
      const script = this.scripts.get(request.text);
      if (script === undefined) {
        throw new SprocketError('sql', 'Incorrect syntax.', {
          sqlErrors: [{ number: 102, state: 1, class: 15, line: 1, procedure: '', message: 'Incorrect syntax.' }],
        });
      }
      return await script(observer, signal, request);
    } finally {
      this.running -= 1;
    }
  }

  test(): Promise<ServerIdentity> {
    return Promise.reject(new Error('not scripted'));
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export const done: RunOutcome = { openTransactions: 0 };

/** Rows as the port delivers them. */
export function block(rows: readonly (readonly unknown[])[]): RowBlock {
  const encoded = rows.map((row) => Buffer.from(JSON.stringify(row)));
  const ends = new Uint32Array(encoded.length);
  let end = 0;
  encoded.forEach((bytes, index) => {
    end += bytes.length;
    ends[index] = end;
  });
  return { bytes: new Uint8Array(Buffer.concat(encoded)), ends };
}

/** A batch with one result set of a column `n int` and the rows 0 to count − 1. */
export function numbers(count: number, blockSize = 100): Script {
  return async (observer, signal) => {
    observer.connected(51);
    observer.columns([{ name: 'n', type: 'int', nullable: false }]);
    for (let first = 0; first < count; first += blockSize) {
      if (signal.aborted) {
        return { openTransactions: 0, cancelled: { acknowledged: true } };
      }
      const rows = Array.from({ length: Math.min(blockSize, count - first) }, (_, index) => [first + index]);
      await observer.rows(block(rows));
    }
    observer.statementDone(count);
    return done;
  };
}

/** A batch that runs until it is cancelled. */
export const forever: Script = (observer, signal) => {
  observer.connected(52);
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve({ openTransactions: 0, cancelled: { acknowledged: true } });
    };
    if (signal.aborted) {
      stop();
    }
    signal.addEventListener('abort', stop, { once: true });
  });
};

export class StubCatalog implements CatalogPort, MetadataPort {
  readonly tablesHere: TableListItem[] = [
    { schema: 'sales', name: 'Orders', kind: 'table', rows: 12, reservedKb: 72, description: null },
    { schema: 'sales', name: 'Order|Lines', kind: 'view', rows: null, reservedKb: null, description: 'Lines\nof orders' },
  ];

  databases(): ReturnType<CatalogPort['databases']> {
    const shop = {
      name: 'shop',
      state: 'ONLINE',
      compatibilityLevel: 160,
      collation: null,
      isReadOnly: false,
      createDate: '2026-01-02 03:04:05.007',
      recoveryModel: 'FULL',
      accessible: true,
    };
    return Promise.resolve({ items: [shop], notes: ['recovery_model of others is unknown'] });
  }

  tables(): ReturnType<MetadataPort['tables']> {
    return Promise.resolve({ database: 'shop', items: this.tablesHere, total: this.tablesHere.length, notes: [] });
  }

  tableSchema(_target: unknown, name: QualifiedName): ReturnType<MetadataPort['tableSchema']> {
    if (name.name.toLowerCase() !== 'orders') {
      return Promise.reject(unknownName(name, 'table or view', this.tablesHere, 'list_tables'));
    }
    const column: Omit<ColumnInfo, 'name' | 'type'> = {
      nullable: false,
      identity: null,
      computed: null,
      default: null,
      defaultName: null,
      collation: null,
      masking: null,
      encryption: null,
      generated: null,
      flags: [],
      description: null,
    };
    return Promise.resolve({
      table: { database: 'shop', schema: 'sales', name: 'Orders', kind: 'table' },
      description: null,
      columns: [
        { ...column, name: 'Id', type: 'int', identity: { seed: '1', increment: '1', notForReplication: false } },
        { ...column, name: 'Total', type: 'decimal(18,4)', nullable: true },
      ],
      keys: [{ name: 'PK_Orders', kind: 'primary key', columns: ['Id'], filter: null, isDisabled: false }],
      checks: [],
      triggers: [],
      notes: [],
    });
  }

  tableIndexes(): ReturnType<MetadataPort['tableIndexes']> {
    return Promise.reject(new Error('not scripted'));
  }

  tableForeignKeys(): ReturnType<MetadataPort['tableForeignKeys']> {
    return Promise.reject(new Error('not scripted'));
  }

  tableStatistics(): ReturnType<MetadataPort['tableStatistics']> {
    return Promise.reject(new Error('not scripted'));
  }
}
