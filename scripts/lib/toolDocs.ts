import { annotationsFor } from '../../src/mcp/annotations';
import { allTools } from '../../src/tools/allTools';
import type { Tool } from '../../src/tools/tool';

const effects: Readonly<Record<Tool['effect'], string>> = {
  read: 'Reads only.',
  session: 'Acts on sessions of Sprocket only.',
  write: 'Changes data.',
  query: 'Reads or changes data, as its text says.',
};

/** docs/tools.md: every tool with its parameters, as clients see it. */
export function toolReference(): string {
  const index = allTools.map((tool) => `- [${tool.name}](#${tool.name}): ${tool.title}`);
  return [
    '# Tools',
    '',
    '<!-- Made from src/tools by `npm run docs`. -->',
    '',
    'Every tool answers with `structuredContent` that follows its output schema, and with the same facts in Markdown. An answer that is an error',
    'says in `error` what was wrong (`kind`, `message`), what was expected, what to do next, and what the server said (`sql_errors`).',
    '',
    ...index,
    '',
    ...allTools.flatMap(toolSection),
  ].join('\n');
}

/** The table of the README. */
export function toolTable(): string {
  const rows = allTools.map((tool) => `| [${tool.name}](docs/tools.md#${tool.name}) | ${escaped(tool.description)} |`);
  return ['| tool | what it does |', '| --- | --- |', ...rows].join('\n');
}

function toolSection(tool: Tool): string[] {
  const { readOnlyHint, destructiveHint, idempotentHint } = annotationsFor(tool.title, tool.effect);
  const hints = `Hints: read-only ${String(readOnlyHint)}, destructive ${String(destructiveHint)}, idempotent ${String(idempotentHint)}.`;
  return [
    `## ${tool.name}`,
    '',
    tool.description,
    '',
    `${effects[tool.effect]} ${hints}`,
    '',
    ...propertyTable('parameter', tool.inputSchema),
    ...propertyTable('answer', tool.outputSchema),
  ];
}

function propertyTable(title: string, { properties, required, anyOf }: Tool['inputSchema']): string[] {
  const names = Object.entries(properties);
  if (names.length === 0) {
    return [];
  }
  const always = new Set(required ?? requiredOf(anyOf));
  const rows = names.map(
    ([name, schema]) =>
      `| \`${name}\` | ${escaped(typeOf(schema))} | ${always.has(name) ? 'yes' : ''} | ${escaped(textOf(schema, 'description'))} |`,
  );
  return [`| ${title} | type | ${title === 'parameter' ? 'required' : 'always'} | |`, '| --- | --- | --- | --- |', ...rows, ''];
}

/** What an answer that is no error always has. */
function requiredOf(anyOf: unknown): string[] {
  const first: unknown = Array.isArray(anyOf) ? anyOf[0] : undefined;
  const required: unknown = typeof first === 'object' && first !== null && 'required' in first ? first.required : [];
  return Array.isArray(required) ? required.map(String) : [];
}

function typeOf(schema: object): string {
  if ('enum' in schema && Array.isArray(schema.enum)) {
    return schema.enum.map((value) => `\`${String(value)}\``).join(' ');
  }
  if ('anyOf' in schema && Array.isArray(schema.anyOf)) {
    return schema.anyOf.map((part: unknown) => (typeof part === 'object' && part !== null ? typeOf(part) : '')).join(' or ');
  }
  if ('type' in schema && Array.isArray(schema.type)) {
    return schema.type.map(String).join(' or ');
  }
  const type = textOf(schema, 'type');
  if (type === 'array' && 'items' in schema && typeof schema.items === 'object' && schema.items !== null) {
    return `array of ${typeOf(schema.items)}`;
  }
  const { least, most } = { least: textOf(schema, 'minimum'), most: textOf(schema, 'maximum') };
  const both = least === '' || most === '' ? '' : `, ${least} to ${most}`;
  const range = both !== '' ? both : `${least === '' ? '' : `, at least ${least}`}${most === '' ? '' : `, at most ${most}`}`;
  return `${type}${range}`;
}

function textOf(schema: object, key: string): string {
  const value: unknown = new Map<string, unknown>(Object.entries(schema)).get(key);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\r?\n/gu, ' ');
}
