/** A node of the syntax tree as a walk sees it: something with a kind. */
export interface WalkedNode {
  readonly kind: string;
}

/**
 * Visits every node below and including the root in source order. The visitor says whether to go into a node's parts.
 * Bodies of modules are statements like any others; a visitor that must not see them declines `createModule`.
 */
export function walk(root: unknown, visit: (node: WalkedNode) => boolean): void {
  if (Array.isArray(root)) {
    for (const item of root) walk(item, visit);
    return;
  }
  if (typeof root !== 'object' || root === null || root instanceof Uint8Array) return;
  if (isNode(root) && !visit(root)) return;
  for (const part of Object.values(root)) if (typeof part === 'object') walk(part, visit);
}

function isNode(value: object): value is WalkedNode {
  return 'kind' in value && typeof value.kind === 'string';
}
