import fc from 'fast-check';

/** A procedure's header whose parameters are known. */
export interface KnownHeader {
  readonly text: string;
  readonly name: readonly string[];
  readonly number: number | undefined;
  readonly parameters: readonly KnownParameter[];
  readonly options: readonly string[];
  readonly forReplication: boolean;
}

export interface KnownParameter {
  readonly name: string;
  /** As the header has it, without blanks. */
  readonly type: string;
  readonly default: { readonly kind: string; readonly text: string; readonly value: string } | undefined;
  readonly output: boolean;
  readonly readOnly: boolean;
  readonly varying: boolean;
  readonly notNull: boolean;
}

/** What a header may hold: everything that the grammar allows, or only what a server without assemblies and types of ours would create. */
export interface HeaderOptions {
  /** The tokens of a type and what it reads as; `bases` that take a number, a text, bytes or a date as default. */
  readonly types: fc.Arbitrary<KnownType>;
  readonly names: fc.Arbitrary<readonly string[]>;
  readonly isRunnable: boolean;
}

export interface KnownType {
  readonly tokens: readonly string[];
  readonly text: string;
  readonly defaults: 'any' | 'number' | 'text' | 'bytes' | 'none';
  readonly varying?: boolean;
}

type KnownDefault = KnownParameter['default'] & { readonly tokens: readonly string[] };

const blank = fc.constantFrom(' ', '  ', '\t', '\n', '\r\n', '\u00a0');
const comment = fc.constantFrom(
  '/* plain */',
  '/* @x int = 5, */',
  '/* outer /* inner AS */ still outer */',
  "/* it's */",
  '/**/',
  '-- to the end, @y int = 6\n',
  "-- don't\r\n",
  '--\n',
);
/** What stands between two tokens that would otherwise be one. */
const apart = fc
  .tuple(blank, fc.array(fc.oneof({ weight: 3, arbitrary: blank }, { weight: 1, arbitrary: comment }), { maxLength: 3 }))
  .map(([first, rest]) => first + rest.join(''));
const between = fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 3, arbitrary: apart }, { weight: 1, arbitrary: comment });

/** In capitals, in small letters, or mixed. */
function keyword(text: string): fc.Arbitrary<string> {
  return fc.constantFrom(text, text.toLowerCase(), text.charAt(0) + text.slice(1).toLowerCase());
}

const nameText = fc.stringMatching(/^[a-zäßéλ日_][a-z0-9_@#$λ本]{0,12}$/u).filter((text) => !reserved.has(text));
const reserved = new Set(['as', 'out', 'output', 'readonly', 'varying', 'not', 'null', 'with', 'for', 'n']);
const anyText = fc.string({
  unit: fc.constantFrom('a', 'Z', ' ', "'", '"', ']', '[', '-', '/', '*', ',', '=', '@', ';', 'é', '日', '\n', '\t', '.'),
  maxLength: 12,
});

function inQuotes(text: string, open: string, close: string): string {
  return open + text.replaceAll(close, close + close) + close;
}

/** A name as it may be written: bare where that is possible, in brackets or double quotes. */
export const nameToken = fc.oneof(
  nameText.map((value) => ({ token: value, value })),
  anyText.filter((value) => value.trim() !== '').map((value) => ({ token: inQuotes(value, '[', ']'), value })),
  anyText.filter((value) => value.trim() !== '').map((value) => ({ token: inQuotes(value, '"', '"'), value })),
);

const whole = fc.oneof(fc.nat({ max: 200 }), fc.nat()).map(String);
const decimal = fc.tuple(whole, fc.stringMatching(/^\d{0,6}$/u)).map(([left, right]) => `${left}.${right}`);
const unsigned = fc.oneof(
  whole,
  decimal,
  fc.stringMatching(/^\.\d{1,5}$/u),
  fc
    .tuple(fc.oneof(whole, decimal), fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.nat({ max: 20 }))
    .map(([left, e, sign, right]) => `${left}${e}${sign}${String(right)}`),
);
const signs = fc.constantFrom('', '', '', '-', '+');

function signed(number: fc.Arbitrary<string>, kind: 'number' | 'money', symbol: string): fc.Arbitrary<KnownDefault> {
  return fc.tuple(signs, number).map(([sign, digits]) => ({
    kind,
    tokens: sign === '' ? [symbol + digits] : [sign, symbol + digits],
    text: sign === '' ? symbol + digits : `${sign} ${symbol}${digits}`.replace(' ', ''),
    value: `${sign === '-' ? '-' : ''}${digits}`,
  }));
}

function literal(kind: string, text: string, value: string): KnownDefault {
  return { kind, tokens: [text], text, value };
}

const textDefault = fc.oneof(
  anyText.map((value) => literal('string', inQuotes(value, "'", "'"), value)),
  anyText.map((value) => literal('string', `N${inQuotes(value, "'", "'")}`, value)),
);
const wordDefault = fc.oneof(
  nameText.map((value) => literal('name', value, value)),
  anyText.filter((value) => value.trim() !== '').map((value) => literal('name', inQuotes(value, '[', ']'), value)),
);
const nullDefault = keyword('NULL').map((text) => literal('null', text, text));
const bytesDefault = fc.stringMatching(/^0x(?:[0-9A-Fa-f]{2}){0,8}$/u).map((text) => literal('binary', text, text));
const odbcDefault = fc
  .tuple(fc.constantFrom('d', 't', 'ts'), fc.constantFrom('2024-02-29', '12:34:56', '2024-02-29 12:34:56'))
  .map(([kind, value]): KnownDefault => ({ kind: 'odbc', tokens: ['{', kind, `'${value}'`, '}'], text: `{${kind} '${value}'}`, value }));
const numberDefault = signed(unsigned, 'number', '');
const moneyDefault = signed(fc.oneof(whole, decimal), 'money', '$');

function defaultOf(type: KnownType, isRunnable: boolean): fc.Arbitrary<KnownDefault | undefined> {
  const none = fc.constant(undefined);
  switch (type.defaults) {
    case 'none':
      return none;
    case 'number':
      return fc.oneof(none, nullDefault, signed(fc.nat({ max: 200 }).map(String), 'number', ''));
    case 'text':
      return fc.oneof(
        none,
        nullDefault,
        textDefault,
        ...(isRunnable ? [nameText.map((value) => literal('name', value, value))] : [wordDefault]),
      );
    case 'bytes':
      return fc.oneof(none, nullDefault, bytesDefault);
    case 'any':
      return fc.oneof(none, nullDefault, numberDefault, moneyDefault, textDefault, wordDefault, bytesDefault, odbcDefault);
  }
}

interface Piece {
  readonly tokens: readonly string[];
  readonly parameter: KnownParameter;
}

function parameter({ types, isRunnable }: HeaderOptions): fc.Arbitrary<Piece> {
  return types.chain((type) => {
    const isTable = type.defaults === 'none' && type.varying !== true;
    return fc
      .record({
        name: nameText,
        as: fc.option(keyword('AS'), { nil: undefined }),
        nullability: isRunnable
          ? fc.constant<readonly string[]>([])
          : fc.constantFrom<readonly string[]>([], [], ['NULL'], ['NOT', 'NULL']),
        value: defaultOf(type, isRunnable),
        output: isTable ? fc.constant(undefined) : fc.option(fc.oneof(keyword('OUT'), keyword('OUTPUT')), { nil: undefined }),
        readOnly: keyword('READONLY'),
        varying: keyword('VARYING'),
      })
      .map(({ name, as, nullability, value, output, readOnly, varying }) => ({
        tokens: [
          `@${name}`,
          ...(as === undefined ? [] : [as]),
          ...type.tokens,
          ...(type.varying === true ? [varying] : []),
          ...nullability,
          ...(value === undefined ? [] : ['=', ...value.tokens]),
          ...(output === undefined ? [] : [output]),
          ...(isTable ? [readOnly] : []),
        ],
        parameter: {
          name,
          type: type.text,
          default: value === undefined ? undefined : { kind: value.kind, text: value.text, value: value.value },
          output: output !== undefined,
          readOnly: isTable,
          varying: type.varying === true,
          notNull: nullability.includes('NOT'),
        },
      }));
  });
}

const options = fc.subarray([
  { tokens: ['ENCRYPTION'], text: 'ENCRYPTION' },
  { tokens: ['RECOMPILE'], text: 'RECOMPILE' },
  { tokens: ['EXECUTE', 'AS', 'OWNER'], text: 'EXECUTE AS OWNER' },
  { tokens: ['exec', 'as', "'the user'"], text: "EXECUTE AS 'the user'" },
  { tokens: ['native_compilation'], text: 'NATIVE_COMPILATION' },
  { tokens: ['SCHEMABINDING'], text: 'SCHEMABINDING' },
]);
const runnableOptions = fc.subarray([
  { tokens: ['RECOMPILE'], text: 'RECOMPILE' },
  { tokens: ['EXECUTE', 'AS', 'OWNER'], text: 'EXECUTE AS OWNER' },
]);

/** Headers of procedures, the spacing and comments between their tokens at random; the body behind them looks like more parameters. */
export function knownHeader(given: HeaderOptions): fc.Arbitrary<KnownHeader> {
  return fc
    .record({
      start: given.isRunnable ? fc.constant(['CREATE']) : fc.constantFrom(['CREATE'], ['create', 'or', 'alter'], ['ALTER']),
      procedure: fc.oneof(keyword('PROC'), keyword('PROCEDURE')),
      name: given.names.chain((name) => fc.tuple(fc.constant(name), nameTokens(name))),
      number: given.isRunnable ? fc.constant(undefined) : fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 9 }),
      parenthesis: fc.boolean(),
      parameters: fc.uniqueArray(parameter(given), { maxLength: 8, selector: (piece) => piece.parameter.name.toLowerCase() }),
      options: given.isRunnable ? runnableOptions : options,
      forReplication: given.isRunnable ? fc.constant(false) : fc.boolean(),
      as: keyword('AS'),
      body: fc.constantFrom(
        'SELECT 1 -- , @late int = 9\n',
        "BEGIN PRINT 'it''s' END",
        'BEGIN DECLARE @more int = 5; SELECT @more AS [as]; END',
      ),
    })
    .chain((header) => {
      const withParenthesis = header.parenthesis && header.parameters.length > 0;
      const tokens = [
        ...header.start,
        header.procedure,
        ...header.name[1],
        ...(header.number === undefined ? [] : [';', String(header.number)]),
        ...(withParenthesis ? ['('] : []),
        ...header.parameters.flatMap((piece, index) => (index === 0 ? piece.tokens : [',', ...piece.tokens])),
        ...(withParenthesis ? [')'] : []),
        ...header.options.flatMap((option, index) => [index === 0 ? 'WITH' : ',', ...option.tokens]),
        ...(header.forReplication ? ['FOR', 'REPLICATION'] : []),
        header.as,
        header.body,
      ];
      return spaced(tokens).map((text): KnownHeader => ({
        text,
        name: header.name[0],
        number: header.number,
        parameters: header.parameters.map((piece) => piece.parameter),
        options: header.options.map((option) => option.text),
        forReplication: header.forReplication,
      }));
    });
}

function nameTokens(name: readonly string[]): fc.Arbitrary<string[]> {
  const part = (value: string): fc.Arbitrary<string> => {
    const bare = /^[\p{L}_][\p{L}\p{N}_@#$]*$/u.test(value) && !reserved.has(value.toLowerCase()) ? [value] : [];
    return fc.constantFrom(...bare, inQuotes(value, '[', ']'), inQuotes(value, '"', '"'));
  };
  return fc.tuple(...name.map(part)).map((parts) => parts.flatMap((each, index) => (index === 0 ? [each] : ['.', each])));
}

/** The tokens in a row, with something between two that need it, and something or nothing between others. */
function spaced(tokens: readonly string[]): fc.Arbitrary<string> {
  const gaps = tokens.map((token, index) => (isApart(tokens[index - 1] ?? '', token) ? apart : between));
  return fc.tuple(...gaps).map((all) => tokens.map((token, index) => (all[index] ?? '') + token).join(''));
}

function isApart(before: string, token: string): boolean {
  // A comment behind a minus sign would begin one character early.
  return before === '-' || (/[\p{L}\p{N}_@#$.]$/u.test(before) && /^[\p{L}\p{N}_@#$.'"]/u.test(token) && before !== '.' && token !== '.');
}
