// What the page finds around it: style sheets that the bundler takes, and the one function that VS Code gives a webview.

declare module "*.css";

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};
