/** True for a node of the syntax tree. */
export function isExpressionNode(value: object): value is { readonly kind: string } {
  return 'kind' in value && typeof value.kind === 'string';
}
