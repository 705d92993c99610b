import { randomBytes } from 'node:crypto';

/** Addresses of a page's files, as the webview may load them. */
export interface PageFiles {
  /** `webview.cspSource`. */
  readonly source: string;
  readonly script: string;
  readonly styles: readonly string[];
}

/**
 * The document of a page: an empty body, its styles and one script. Only that script may run; nothing is loaded from anywhere but the
 * extension, and no connection leaves the page. Styles are files of the extension, and style elements to which the script gives its own
 * nonce: the grid makes one for the widths of its columns. Style attributes are refused.
 */
export function pageHtml(title: string, files: PageFiles): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `img-src ${files.source}`,
    `font-src ${files.source}`,
    `style-src ${files.source} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  const styles = files.styles.map((href) => `<link rel="stylesheet" href="${escapeHtml(href)}">`);
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    ...styles,
    '</head>',
    '<body>',
    `<script nonce="${nonce}" src="${escapeHtml(files.script)}"></script>`,
    '</body>',
    '</html>',
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&#${String(character.charCodeAt(0))};`);
}
