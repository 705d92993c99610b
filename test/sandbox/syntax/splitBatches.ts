import { closing, endOfComment } from './lexer';

/** A batch of a script: its text as written, how often GO asks to run it, and the line of the script (from 1) it begins on. */
export interface ScriptBatch {
  readonly text: string;
  readonly count: number;
  readonly line: number;
}

const separator = /[ \t]*GO(?:[ \t]+(\d+))?[ \t]*(?:--[^\n]*)?(?=\r?\n|$)/iy;
const special = /['"[\n]|--|\/\*/g;

/**
 * Splits a script at its GO lines as sqlcmd does: GO alone on a line, with an optional count, outside strings, names and
 * comments. Batches of blanks only are left out.
 */
export function splitBatches(script: string): ScriptBatch[] {
  const batches: ScriptBatch[] = [];
  let start = 0;
  let startLine = 1;
  let offset = 0;
  const finish = (end: number, count: number, behind: number): void => {
    const text = script.slice(start, end);
    if (text.trim() !== '') batches.push({ text, count, line: startLine });
    startLine += lineBreaks(script, start, behind);
    start = behind;
  };
  let atLineStart = true;
  while (offset < script.length) {
    if (atLineStart) {
      separator.lastIndex = offset;
      const go = separator.exec(script);
      if (go !== null) {
        const behind = afterLine(script, separator.lastIndex);
        finish(offset, go[1] === undefined ? 1 : Number(go[1]), behind);
        offset = behind;
        continue;
      }
    }
    special.lastIndex = offset;
    const mark = special.exec(script);
    if (mark === null) break;
    atLineStart = mark[0] === '\n';
    offset = atLineStart ? mark.index + 1 : behindElement(script, mark.index, mark[0]);
  }
  finish(script.length, 1, script.length);
  return batches;
}

/** The offset behind the string, name or comment that begins with the mark; an open one takes the rest of the script. */
function behindElement(script: string, at: number, mark: string): number {
  if (mark === '--') {
    const end = script.indexOf('\n', at);
    return end === -1 ? script.length : end;
  }
  const end = mark === '/*' ? endOfComment(script, at) : closing(script, at, mark === '[' ? ']' : mark) + 1;
  return end <= 0 ? script.length : end;
}

function afterLine(script: string, offset: number): number {
  const end = script.indexOf('\n', offset);
  return end === -1 ? script.length : end + 1;
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
