// The one log of the extension, in the output panel.

import * as vscode from "vscode";

export const log: vscode.LogOutputChannel = vscode.window.createOutputChannel("Neural Lens", { log: true });
