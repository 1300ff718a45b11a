// A webview with our page in it: its HTML under a strict policy, its questions answered, events sent on in batches.

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { FilterEvent, RunEvent, SpectrumEvent } from "../../engine";
import type { HostApi, PageEvents } from "../../webview/protocol";
import { engine } from "./engine";
import { thin } from "./thin";

/** One frame at 30 a second: more messages than that nobody sees. */
const frame = 33;

export class Page implements vscode.Disposable {
  #emit: (<Name extends keyof PageEvents & string>(name: Name, event: PageEvents[Name]) => void) | undefined;
  readonly #waiting = new Map<string, RunEvent[]>();
  #timer: NodeJS.Timeout | undefined;
  /** Folders of the batches and spectra whose events the page has asked for. */
  readonly #batches = new Set<string>();
  /** A page that does not show anything yet needs no events: its first answer tells it all. */
  #state: "asleep" | "telling" | "awake" = "asleep";
  #disposed = false;
  readonly #subscriptions: vscode.Disposable[] = [];

  constructor(
    readonly webview: vscode.Webview,
    readonly extension: vscode.Uri,
  ) {
    webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extension, "dist")] };
  }

  /** Connects the page to those who answer it, then loads it. */
  async load(api: HostApi): Promise<void> {
    const { serve } = await engine();
    if (this.#disposed) return;
    const { emit } = serve<{ [Name in keyof HostApi]: HostApi[Name] }, PageEvents>(
      {
        post: (message) => {
          if (!this.#disposed) this.webview.postMessage(message);
        },
        listen: (receive) => this.#subscriptions.push(this.webview.onDidReceiveMessage(receive)),
      },
      api,
    );
    this.#emit = emit;
    this.#load();
  }

  /** Makes the page ask anew what to show. */
  show(): void {
    this.forgotten();
    this.#emit?.("show", null);
  }

  /** The page is gone while nobody sees it; the next one asks for everything again. */
  forgotten(): void {
    this.#state = "asleep";
    this.#waiting.clear();
    this.#batches.clear();
  }

  #load(): void {
    this.webview.html = html(this.webview, this.extension);
  }

  /**
   * Called when the page is about to be told everything up to now, by the answer that its caller returns: what comes
   * from here on follows that answer.
   */
  telling(): void {
    this.forgotten();
    this.#state = "telling";
    setTimeout(() => {
      if (this.#state === "telling") this.#state = "awake";
      this.#flush();
    });
  }

  /** Sends an event of a run with the next batch; the first after a pause goes at once. */
  send(folder: string, event: RunEvent): void {
    if (this.#state === "asleep") return;
    const events = this.#waiting.get(folder);
    if (events) events.push(event);
    else this.#waiting.set(folder, [event]);
    if (this.#timer) return;
    this.#flush();
    this.#timer = setTimeout(() => this.#tick(), frame);
  }

  /** Says at once what is no event of a run. */
  tell<Name extends Exclude<keyof PageEvents, "events" | "filter" | "spectrum" | "paused" | "show">>(
    name: Name,
    event: PageEvents[Name],
  ): void {
    this.#emit?.(name, event);
  }

  /** The page is told of this batch or spectrum from here on; what came before is in the answer that the caller returns. */
  hear(folder: string): void {
    this.#batches.add(folder);
  }

  batch(folder: string, event: FilterEvent): void {
    if (this.#batches.has(folder)) this.#emit?.("filter", { folder, event });
  }

  spectrum(folder: string, event: SpectrumEvent): void {
    if (this.#batches.has(folder)) this.#emit?.("spectrum", { folder, event });
  }

  paused(folder: string, paused: boolean): void {
    if (this.#state === "awake") this.#emit?.("paused", { folder, paused });
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #tick(): void {
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    this.#flush();
    this.#timer = setTimeout(() => this.#tick(), frame);
  }

  #flush(): void {
    if (this.#state !== "awake") return;
    for (const [folder, events] of this.#waiting) this.#emit?.("events", { folder, events: thin(events) });
    this.#waiting.clear();
  }
}

function html(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", name)).toString();
  const policy = [
    "default-src 'none'",
    // Pictures are filtered in the page by a module of WebAssembly, which the host hands over.
    `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    // Layouts of graphs are computed by a worker whose script the host hands over.
    "worker-src blob:",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${uri("webview.css")}">
<title>Neural Lens</title>
<meta property="csp-nonce" content="${nonce}">
</head>
<body>
<script nonce="${nonce}" src="${uri("webview.js")}"></script>
</body>
</html>`;
}
