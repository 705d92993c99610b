import assert from 'node:assert/strict';
import { call, errorOf } from '../support/mcpHost';
import { ProcedureHost } from '../support/procedureHost';

/** What a call gets wrong, and what its refusal must say. */
interface Refusal {
  readonly title: string;
  readonly procedure: string;
  readonly parameters: object;
  /** Each in the message or in what was expected. */
  readonly says: readonly RegExp[];
  readonly suggestions?: readonly string[];
}

const line = { LineNumber: 1, ProductId: 1, Quantity: '1' };

const refusals: readonly Refusal[] = [
  {
    title: 'a required parameter that is missing',
    procedure: 'dbo.usp_OutputParameters',
    parameters: { right: 1 },
    says: [/@left int has no default, and no value was given/u],
  },
  {
    title: 'an unknown parameter, with the closest',
    procedure: 'dbo.usp_OutputParameters',
    parameters: { left: 1, rigth: 2 },
    says: [/has no parameter "rigth". Did you mean @right\?/u],
    suggestions: ['right'],
  },
  {
    title: 'a parameter of a procedure without any',
    procedure: 'dbo.usp_NoParameters',
    parameters: { a: 1 },
    says: [/has no parameter "a"/u, /no parameters/u],
  },
  {
    title: 'a parameter in two spellings',
    procedure: 'dbo.usp_ReturnValue',
    parameters: { code: 1, '@Code': 2 },
    says: [/@code int is given twice/u],
  },
  {
    title: 'OUTPUT in the name',
    procedure: 'dbo.usp_OutputParameters',
    parameters: { left: 1, 'sum OUTPUT': 1 },
    says: [/"sum OUTPUT" is more than a name/u],
  },
  {
    title: 'OUTPUT with the value of an input parameter',
    procedure: 'dbo.usp_OutputParameters',
    parameters: { left: { value: 1, output: true } },
    says: [/@left int is no OUTPUT parameter/u],
  },
  {
    title: 'OUTPUT with the value of an OUTPUT parameter',
    procedure: 'dbo.usp_OutputParameters',
    parameters: { left: 1, sum: { direction: 'output' } },
    says: [/@sum int is an OUTPUT parameter by its definition/u],
  },
  {
    title: 'a type that is given again',
    procedure: 'dbo.usp_ReturnValue',
    parameters: { code: { type: 'int', value: 1 } },
    says: [/@code int cannot take \{"type":"int","value":1\}: it is an object/u],
  },
  {
    title: 'several problems, all of them',
    procedure: 'dbo.usp_OutputParameters',
    parameters: { right: 'x', sum: 2 ** 31, at: '2023-02-30', texte: '' },
    says: [
      /@left int has no default/u,
      /@right int cannot take "x": it is no number/u,
      /@sum int cannot take 2147483648: it is out of range/u,
      /@at datetime2\(7\) cannot take "2023-02-30"/u,
      /"texte"/u,
    ],
  },
  {
    title: 'rows that are no list',
    procedure: 'sales.usp_CreateOrder',
    parameters: { customer_id: 1, lines: line },
    says: [/@lines \[?sales\]?\.\[?OrderLineList\]? cannot take \{"LineNumber":1/u, /a list of objects/u],
  },
  { title: 'NULL for a table', procedure: 'sales.usp_CreateOrder', parameters: { customer_id: 1, lines: null }, says: [/cannot be NULL/u] },
  {
    title: 'a row that is no object',
    procedure: 'sales.usp_CreateOrder',
    parameters: { customer_id: 1, lines: [line, 5] },
    says: [/@lines\[1\] is 5/u],
  },
  {
    title: 'an unknown column, with row and closest',
    procedure: 'sales.usp_CreateOrder',
    parameters: { customer_id: 1, lines: [line, { ...line, Quantty: 1 }] },
    says: [/@lines\[1\]: .* has no column "Quantty"; did you mean Quantity\?/u],
  },
  {
    title: 'a missing column, with row',
    procedure: 'sales.usp_CreateOrder',
    parameters: { customer_id: 1, lines: [line, { LineNumber: 2, ProductId: 1 }] },
    says: [/@lines\[1\] lacks the column Quantity, which has no default and takes no NULL/u],
  },
  {
    title: 'NULL in a column that takes none',
    procedure: 'sales.usp_CreateOrder',
    parameters: { customer_id: 1, lines: [{ ...line, ProductId: null }] },
    says: [/@lines\[0\]\.ProductId int takes no NULL/u],
  },
  {
    title: 'a value that a column cannot hold',
    procedure: 'sales.usp_CreateOrder',
    parameters: { customer_id: 1, lines: [{ ...line, Quantity: '1.0005' }] },
    says: [/@lines\[0\]\.Quantity decimal\(10,3\) cannot take "1\.0005": it has more than 3 digits behind the point/u],
  },
  {
    title: 'a column that the server fills',
    procedure: 'dbo.usp_EchoTable',
    parameters: { rows: [{ RowId: 1 }] },
    says: [/@rows\[0\]\.RowId: the server fills the column RowId itself/u],
  },
  {
    title: 'a default that would apply to some rows only',
    procedure: 'dbo.usp_EchoTable',
    parameters: { rows: [{ Flag: true }, { Big: 1 }] },
    says: [/@rows\[1\] lacks the column Flag, which other rows give/u],
  },
];

describe('what execute_stored_procedure refuses', () => {
  let host: ProcedureHost;
  before(async () => {
    host = await ProcedureHost.start();
  });
  after(async () => {
    await host.stop();
  });

  for (const tool of ['execute_stored_procedure', 'start_stored_procedure']) {
    for (const { title, procedure, parameters, says, suggestions } of refusals) {
      it(`${tool}: ${title}`, async () => {
        const sessions = host.host.sessions.list().length;
        const error = await host.refusal(tool, { procedure_name: procedure, parameters });
        assert.equal(error['kind'], 'invalid_input');
        for (const part of says) {
          assert.match(`${String(error['message'])}\n${String(error['expected'])}`, part);
        }
        assert.match(String(error['next_step']), /get_stored_procedure_parameters .* Nothing was executed\./u);
        if (suggestions !== undefined) {
          assert.deepEqual(error['suggestions'], suggestions);
        }
        assert.equal(host.host.sessions.list().length, sessions);
      });
    }
  }

  it('a procedure that does not exist, with the closest names', async () => {
    const error = await host.refusal('execute_stored_procedure', { procedure_name: 'sales.usp_CreateOrdr' });
    assert.equal(error['kind'], 'unknown_object');
    assert.match(String(error['suggestions']), /sales\.usp_CreateOrder/u);
  });

  it('what is no procedure call at all, with what would do', async () => {
    const missing = errorOf(await call(host.client, 'execute_stored_procedure', {}));
    assert.equal(missing['message'], 'Parameter procedure_name is missing.');
    const list = errorOf(await call(host.client, 'execute_stored_procedure', { procedure_name: 'dbo.usp_ReturnValue', parameters: [1] }));
    assert.match(String(list['message']), /parameters must be an object/u);
    const name = errorOf(await call(host.client, 'execute_stored_procedure', { procedure_name: "dbo.x'; DROP TABLE t --" }));
    assert.equal(name['kind'], 'invalid_input');
  });
});
