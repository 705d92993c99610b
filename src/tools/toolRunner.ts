import { SprocketError } from '../core/errors';
import { closestNames } from '../core/names/closestNames';
import { errorAnswer } from './errorAnswer';
import type { Tool, ToolCall, ToolContext } from './tool';
import type { ToolAnswer } from './toolAnswer';

/** The one way to run a tool: finds it, runs it, and turns whatever it throws into an answer. */
export class ToolRunner {
  readonly #tools: readonly Tool[];
  readonly #context: ToolContext;

  constructor(tools: readonly Tool[], context: ToolContext) {
    this.#tools = tools;
    this.#context = context;
  }

  /** The tools that are switched on, sorted by name. */
  list(): Tool[] {
    const { disabledTools } = this.#context.settings.current;
    return this.#tools.filter((tool) => !disabledTools.has(tool.name));
  }

  /** Called when tools were switched on or off. */
  onDidChangeList(listener: () => void): { dispose(): void } {
    let before = this.#names();
    return this.#context.settings.onDidChange(() => {
      const now = this.#names();
      if (now !== before) {
        before = now;
        listener();
      }
    });
  }

  find(name: string): Tool | undefined {
    return this.list().find((tool) => tool.name === name);
  }

  /** Why `find` found nothing, for the caller of an unknown tool. */
  unknown(name: string): SprocketError {
    const names = this.list().map((tool) => tool.name);
    const off = this.#tools.some((tool) => tool.name === name);
    return new SprocketError(
      'invalid_input',
      off ? `The tool ${name} is switched off in the settings.` : `There is no tool ${JSON.stringify(name.slice(0, 100))}.`,
      {
        suggestions: off ? [] : closestNames(name, names),
        nextStep: 'Call tools/list.',
      },
    );
  }

  /** Never rejects. */
  async run(tool: Tool, input: unknown, call: ToolCall): Promise<ToolAnswer> {
    try {
      return await tool.run(this.#context, input, call);
    } catch (error) {
      return errorAnswer(this.#asSprocketError(tool, error));
    }
  }

  #asSprocketError(tool: Tool, error: unknown): SprocketError {
    if (error instanceof SprocketError) {
      return error;
    }
    // The message may quote what the driver was given; the frames cannot.
    const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line)) : [];
    const name = error instanceof Error ? error.name : typeof error;
    this.#context.log.error(`${tool.name} failed unexpectedly: ${name}\n${frames.join('\n')}`);
    return new SprocketError('internal', `${tool.name} failed for an unexpected reason (${name}).`, {
      nextStep: 'Look into the log of Sprocket.',
      cause: error,
    });
  }

  #names(): string {
    return this.list()
      .map((tool) => tool.name)
      .join();
  }
}
