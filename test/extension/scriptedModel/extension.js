// A chat model that follows a script: each line `CALL <end of tool name> <json>` of the user's message makes it call that tool;
// {{n.path}} in the json is replaced by that part of the n-th tool result, so that a call can use what an earlier one answered.
// When all calls are made it answers with the results. Command `scriptedModel.requests` gives every request it got.
const vscode = require('vscode');

const requests = [];

function textOf(part) {
  return part instanceof vscode.LanguageModelTextPart ? part.value : '';
}

/** The last user message with a script, and the tool results that came after it. */
function readConversation(messages) {
  let script = '';
  let results = [];
  for (const message of messages) {
    for (const part of message.content) {
      if (message.role === vscode.LanguageModelChatMessageRole.User && /(^|\n)CALL /.test(textOf(part))) {
        script = textOf(part);
        results = [];
      }
      if (part instanceof vscode.LanguageModelToolResultPart) results.push(part.content.map((item) => item.value ?? '').join(''));
    }
  }
  return { script, results };
}

function fill(json, results) {
  return json.replace(/\{\{(\d+)\.([\w.]+)\}\}/g, (_match, index, path) =>
    path.split('.').reduce((value, name) => value?.[name], JSON.parse(results[Number(index)])),
  );
}

exports.activate = (context) => {
  const model = {
    id: 'scripted',
    name: 'Scripted model',
    family: 'scripted',
    version: '1',
    maxInputTokens: 200000,
    maxOutputTokens: 8000,
    capabilities: { toolCalling: true, imageInput: false },
    isUserSelectable: true,
    isDefault: true,
  };
  context.subscriptions.push(
    vscode.commands.registerCommand('scriptedModel.requests', () => requests),
    vscode.lm.registerLanguageModelChatProvider('scripted', {
      provideLanguageModelChatInformation: async () => [model],
      provideTokenCount: async (_model, text) => Math.ceil(JSON.stringify(text).length / 4),
      provideLanguageModelChatResponse: async (_model, messages, options, progress) => {
        const tools = (options.tools ?? []).map((tool) => tool.name);
        const { script, results } = readConversation(messages);
        requests.push({ tools, results });
        const calls = [...script.matchAll(/(?:^|\n)CALL (\S+) (\{.*\})/g)];
        const next = calls[results.length];
        if (!next) {
          progress.report(new vscode.LanguageModelTextPart(calls.length > 0 ? `Done. The last answer was: ${results.at(-1)}` : 'Hello.'));
          return;
        }
        const tool = tools.find((name) => name.endsWith(next[1]));
        if (!tool) {
          progress.report(new vscode.LanguageModelTextPart(`There is no tool ${next[1]} among ${tools.join(', ')}.`));
          return;
        }
        progress.report(new vscode.LanguageModelToolCallPart(`call-${requests.length}`, tool, JSON.parse(fill(next[2], results))));
      },
    }),
  );
};
