// What a VS Code is to tests and demos, whichever it is; and the choice between them.

import type { Page } from "playwright-core";
import { codeServer } from "./codeserver";
import { findDesktop } from "./desktop";

/** A folder that VS Code opens, and the extension in development that it loads. */
export interface Opening {
  /** Absolute path of the workspace folder. */
  workspace: string;
  /** Absolute path of the folder with the extension's package.json. */
  extension: string;
  /** User settings on top of the quiet ones. */
  settings?: Record<string, unknown>;
}

/** A running VS Code with a page to click in. */
export interface Workbench {
  page: Page;
  /** Ends VS Code and all its children. */
  close(): Promise<void>;
}

export interface Host {
  /** For example "code-server 4.139.1". */
  readonly name: string;
  /** The name and, where it stands in for another, why. */
  readonly description: string;
  /** Runs the CommonJS module `entry` (its export `run`) in a real extension host, with these environment variables. */
  runTests(opening: Opening, entry: string, environment: Record<string, string>): Promise<void>;
  /** Opens a window for a test to click in. */
  open(opening: Opening): Promise<Workbench>;
  /** Opens VS Code for a person; resolves when they closed it or `stop` was aborted. */
  start(opening: Opening, stop: AbortSignal): Promise<void>;
}

/**
 * The desktop VS Code where one is installed or can be downloaded, else code-server.
 * NEURAL_LENS_HOST=desktop or =code-server decides instead. Throws one clear sentence where neither is to be had.
 */
export async function chooseHost(): Promise<Host> {
  const wanted = process.env.NEURAL_LENS_HOST;
  if (wanted && wanted !== "desktop" && wanted !== "code-server") {
    throw new Error(`NEURAL_LENS_HOST is "${wanted}", but can only be "desktop" or "code-server".`);
  }
  if (wanted === "code-server") return codeServer("as NEURAL_LENS_HOST says");
  const desktop = await findDesktop();
  if (!("lacking" in desktop)) return desktop;
  if (wanted === "desktop") throw new Error(`NEURAL_LENS_HOST asks for the desktop, but ${desktop.lacking}.`);
  return codeServer(`as ${desktop.lacking}`);
}
