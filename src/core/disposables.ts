/** Something that must be given back. VS Code's own disposables have the same shape. */
export interface Disposable {
  dispose(): void;
}
