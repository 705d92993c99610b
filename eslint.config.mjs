import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** A layer may import only what is listed: packages by name, folders of `src/` by name (its own folder always). */
const layers = {
  core: { folders: [], packages: [] },
  sql: { folders: ['core'], packages: ['mssql', 'tedious', '@azure/identity'] },
  tools: { folders: ['core'], packages: ['zod'] },
  mcp: { folders: ['core', 'tools'], packages: ['@modelcontextprotocol/sdk', 'zod'] },
  shared: { folders: [], packages: ['zod'] },
  host: { folders: ['core', 'tools', 'mcp', 'shared'], packages: ['vscode', 'zod'] },
};

const every = (names) => names.map((name) => `(?:${name})(?:/|$)`).join('|');

function layerRule([layer, allowed]) {
  const packages = ['node:.*', ...allowed.packages];
  const forbiddenFolders = Object.keys(layers).filter((name) => name !== layer && !allowed.folders.includes(name));
  const message = `src/${layer} may import ${['node: built-ins', 'itself', ...allowed.folders.map((name) => `src/${name}`), ...allowed.packages].join(', ')} only.`;
  return {
    files: [`src/${layer}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: `^(?!\\.{1,2}(?:/|$))(?!${every(packages)})`, message },
            { regex: `^(?:\\.\\./)+(?:${every(forbiddenFolders)})`, message },
            { regex: '^(?:\\.\\./)+(?:extension|headless)$', message: 'Nothing imports a composition root.' },
          ],
        },
      ],
      'no-restricted-syntax': ['error', { selector: 'ImportExpression > Literal', message: `${message} Import statically.` }],
    },
  };
}

const dynamicImportAllowed = { rules: { 'no-restricted-syntax': 'off' } };

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/', 'coverage/', 'docs/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
      globals: globals.node,
    },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/unified-signatures': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  ...Object.entries(layers).map(layerRule),
  { files: ['src/sql/**/*.ts'], ...dynamicImportAllowed },
  {
    files: ['webview/**/*.ts'],
    languageOptions: { globals: globals.browser },
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(?:\\.\\./)+src/(?!shared/)', message: 'webview/ may import src/shared only.' },
            { regex: '^(?:node:|vscode)', message: 'webview/ runs in a browser.' },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'scripts/**/*.{ts,mts}'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-non-null-assertion': 'error' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: { globals: globals.node },
    rules: { 'max-lines': ['error', { max: 400 }] },
  },
);
