/**
 * An error as SQL Server raises it. Number, severity and text follow `sys.messages` of the product;
 * `line` and `procedure` are filled in by the interpreter when the thrower does not know them.
 */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  line = 0;
  procedure = '';
  constructor(
    /** `message_id` of sys.messages, or 50000 and above for the user's own. */
    readonly number: number,
    readonly severity: number,
    readonly state: number,
    message: string,
    position?: { line?: number; procedure?: string },
  ) {
    super(message);
    this.line = position?.line ?? 0;
    this.procedure = position?.procedure ?? '';
  }
}

/** Thrown where the sandbox does not know a construct of T-SQL: an honest refusal, number 50999, severity 16. */
export class NotInSandboxError extends SqlError {
  constructor(what: string, line = 0) {
    super(50999, 16, 1, `The sandbox does not support ${what}. It is a stand-in for tests, not SQL Server.`, { line });
  }
}
