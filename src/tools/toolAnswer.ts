/** The same facts twice: for a program, and in Markdown for a person. */
export interface ToolAnswer<T = object> {
  readonly structured: T;
  readonly text: string;
  /** The work failed, though the answer tells more than the error. */
  readonly isError?: boolean;
}
