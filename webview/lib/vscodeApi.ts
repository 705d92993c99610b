/** What VS Code gives a page; a page may take it once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's way to VS Code. Its state outlives the page: it is there when the page is shown again, and after a restart. */
export const vsCode: VsCodeApi = acquireVsCodeApi();
