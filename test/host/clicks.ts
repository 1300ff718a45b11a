// What click-through tests share: VS Code on a fresh sample workspace, its parts by name, and screenshots.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { chooseHost } from "./host";
import { localCache, root } from "./root";
import { withSampleWorkspace } from "./sample";
import { until } from "./until";

export interface Session {
  page: Page;
  /** Absolute path of the workspace folder, a fresh copy that is removed at the end. */
  workspace: string;
  /** Which VS Code it is. */
  host: string;
  /** A row of the Explorer whose name is or begins with this. */
  explorerRow(name: string): Locator;
  /** Opens a file of the workspace's top folder from the Explorer. */
  openFile(name: string): Promise<void>;
  /** A lens by (part of) its title. */
  lens(title: string | RegExp): Locator;
  /** The inside of the webview that was opened last. */
  webview(): FrameLocator;
  /** Runs a command by its title in the palette. */
  command(title: string): Promise<void>;
  /** Saves a picture of the window as <name>.png and returns its path. */
  screenshot(name: string): Promise<string>;
}

export interface SessionOptions {
  settings?: Record<string, unknown>;
  /** Folder for screenshots; the ignored .cache/screenshots unless said. */
  pictures?: string;
}

/** Opens VS Code with the built extension, gives the session to \`work\`, and ends everything afterwards. */
export async function withSession<T>(work: (session: Session) => Promise<T>, options: SessionOptions = {}): Promise<T> {
  const host = await chooseHost();
  return withSampleWorkspace(async (workspace) => {
    const { page, close } = await host.open({ workspace, extension: root, settings: options.settings });
    const pictures = options.pictures ?? join(localCache, "screenshots");
    const session = makeSession(page, workspace, host.name, pictures);
    try {
      await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
      return await work(session);
    } catch (error) {
      await session.screenshot(`failed-${Date.now()}`).then(
        (path) => console.error(`The window when it failed: ${path}`),
        () => undefined,
      );
      throw error;
    } finally {
      await close();
    }
  });
}

/** The field of the palette, of a quick pick or of a dialog for files. */
export const quickInput = (page: Page): Locator => page.locator(".quick-input-widget input[type=text]").first();

function makeSession(page: Page, workspace: string, host: string, pictures: string): Session {
  const explorerRow = (name: string) =>
    page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`).first();
  return {
    page,
    workspace,
    host,
    explorerRow,
    async openFile(name) {
      const open = (timeout: number) => explorerRow(name).dblclick({ timeout });
      await until(open, page.locator(`.tab[data-resource-name="${name}"]`));
    },
    lens: (title) => page.locator(".codelens-decoration a", { hasText: title }),
    webview: () =>
      page.locator("iframe.webview.ready").last().contentFrame().locator("iframe#active-frame").contentFrame(),
    async command(title) {
      const input = quickInput(page);
      await until(async (timeout) => {
        if (!(await input.isVisible())) await page.keyboard.press("F1");
        await input.fill(`>${title}`, { timeout });
      }, page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first());
      await input.press("Enter");
    },
    async screenshot(name) {
      mkdirSync(pictures, { recursive: true });
      const path = join(pictures, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
  };
}
