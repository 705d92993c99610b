/** What a style element needs that a script of the page makes: the policy lets no other in. Read while the page's script starts. */
export const styleNonce = document.currentScript?.nonce ?? '';
