import { z } from 'zod';
import { environmentVariables } from '../../src/core/environmentVariables';

const property = z.object({ default: z.unknown(), markdownDescription: z.string().optional(), description: z.string().optional() });
const group = z.object({ title: z.string(), properties: z.record(z.string(), property) });
const manifest = z.object({ contributes: z.object({ configuration: z.union([group, z.array(group)]).optional() }).optional() });

/** docs/settings.md: the settings of the extension, and the variables of the stdio server. */
export function settingReference(packageJson: unknown, strings: Readonly<Record<string, string>>): string {
  const configuration = manifest.parse(packageJson).contributes?.configuration ?? [];
  const groups = Array.isArray(configuration) ? configuration : [configuration];
  const say = (text: string): string => escaped(text.replace(/^%(.+)%$/u, (whole, key: string) => strings[key] ?? whole));
  return [
    '# Settings',
    '',
    '<!-- Made from package.json and src/core by `npm run docs`. -->',
    '',
    ...groups.flatMap(({ title, properties }) => [
      `## ${say(title)}`,
      '',
      '| setting | default | |',
      '| --- | --- | --- |',
      ...Object.entries(properties).map(
        ([name, item]) =>
          `| \`${name}\` | \`${JSON.stringify(item.default)}\` | ${say(item.markdownDescription ?? item.description ?? '')} |`,
      ),
      '',
    ]),
    '## Environment variables of the stdio server',
    '',
    '| variable | default | |',
    '| --- | --- | --- |',
    ...environmentVariables.map(({ name, meaning, fallback }) => `| \`${name}\` | ${fallback} | ${escaped(meaning)} |`),
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\r?\n/gu, ' ');
}
