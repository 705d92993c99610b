// A chat model that follows a script. Command `scriptedModel.play` takes { calls: [{ tool, input }], answer }: at the next user message the model
// makes these calls one after another and then gives the answer. In inputs and answer, {{n.path}} is replaced by that part of the n-th tool result,
// so that a call can use what an earlier one answered. Command `scriptedModel.requests` gives what the model was asked since then.
const vscode = require('vscode');

let script = { calls: [], answer: 'Hello.' };
let requests = [];

/** The tool results that came after the last user message. */
function resultsOf(messages) {
  let results = [];
  for (const message of messages) {
    const parts = message.content.filter((part) => part instanceof vscode.LanguageModelToolResultPart);
    if (message.role === vscode.LanguageModelChatMessageRole.User && parts.length === 0) results = [];
    results.push(...parts.map((part) => part.content.map((item) => item.value ?? '').join('')));
  }
  return results;
}

function fill(text, results) {
  return text.replace(/\{\{(\d+)\.([\w.]+)\}\}/g, (_match, index, path) =>
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
    vscode.commands.registerCommand('scriptedModel.play', (next) => {
      script = next;
      requests = [];
    }),
    vscode.commands.registerCommand('scriptedModel.requests', () => requests),
    vscode.lm.registerLanguageModelChatProvider('scripted', {
      provideLanguageModelChatInformation: async () => [model],
      provideTokenCount: async (_model, text) => Math.ceil(JSON.stringify(text).length / 4),
      provideLanguageModelChatResponse: async (_model, messages, options, progress) => {
        const tools = (options.tools ?? []).map((tool) => tool.name);
        // VS Code also asks its model for titles and summaries: these requests offer no tools.
        if (tools.length === 0) {
          progress.report(new vscode.LanguageModelTextPart('Orders'));
          return;
        }
        const results = resultsOf(messages);
        requests.push({ tools, results });
        const call = script.calls[results.length];
        if (call === undefined) {
          progress.report(new vscode.LanguageModelTextPart(fill(script.answer, results)));
        } else if (!tools.includes(call.tool)) {
          progress.report(new vscode.LanguageModelTextPart(`There is no tool ${call.tool} among ${tools.join(', ')}.`));
        } else {
          const input = JSON.parse(fill(JSON.stringify(call.input), results));
          progress.report(new vscode.LanguageModelToolCallPart(`call-${requests.length}`, call.tool, input));
        }
      },
    }),
  );
};
