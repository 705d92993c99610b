import * as vscode from 'vscode';

/** The icon in the tab of a panel: a tab shows a picture as it is, so that each kind of theme needs its own. */
export function panelIcon(extensionUri: vscode.Uri): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const file = (name: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'media', name);
  return { light: file('sprocket-light.svg'), dark: file('sprocket-dark.svg') };
}
