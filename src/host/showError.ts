import * as vscode from 'vscode';
import type { Log } from '../core/log';
import { describeError } from './describeError';

/** Lets work go on by itself; a failure is logged. */
export function handOn(log: Log, work: Promise<void>): void {
  work.catch((error: unknown) => log.error(describeError(error)));
}

/** Runs a command's work; what fails is logged and shown. */
export async function reportErrors(log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const text = describeError(error);
    log.error(text);
    // Not awaited: the command is over, the message stays until the user closes it.
    void vscode.window.showErrorMessage(text);
  }
}
