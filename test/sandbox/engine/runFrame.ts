import { messages } from './errors/messages';
import { Raise, ScopeAbort } from './errors/raise';
import type { Flow, Frame } from './frame';
import type { Step } from './steps';

/** The nesting limit of procedures, functions, triggers and dynamic SQL. */
const deepestNesting = 32;

/**
 * Runs the body of a module or of dynamic SQL: one nesting level deeper, in the module's database; SET options, USE,
 * temporary tables and cursors end with it. Throws SqlError 217.
 */
export function* runFrame(frame: Frame, body: Step<Flow>): Step<Flow> {
  const { session } = frame;
  if (session.nestLevel >= deepestNesting) throw messages.nestingTooDeep();
  const { settings, database, request } = session;
  const outer = { frame: request?.frame, statement: request?.statement, command: request?.command };
  session.settings = { ...settings };
  if (frame.moduleDatabase) session.database = frame.moduleDatabase;
  session.nestLevel++;
  try {
    return yield* body;
  } catch (error) {
    if (error instanceof ScopeAbort && error.frame === frame) return { kind: 'return', value: -6 };
    if (error instanceof Raise && error.compiledIn === frame) throw new Raise(error.error, undefined);
    throw error;
  } finally {
    session.nestLevel--;
    session.settings = { ...settings, identityInsert: session.settings.identityInsert };
    session.database = database;
    frame.temporaryTables.clear();
    frame.cursors.clear();
    if (request) {
      request.frame = outer.frame;
      request.statement = outer.statement;
      request.command = outer.command ?? request.command;
    }
  }
}
