// VS Code without a desktop: code-server on 127.0.0.1, seen through Chromium.

import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./chromium";
import { type CodeServerInstallation, codeServerVersion, installCodeServer } from "./codeserver-install";
import type { Host, Opening } from "./host";
import { endGroup } from "./process";
import { cleanEnvironment, makeProfile } from "./settings";

const address = "127.0.0.1";
/** Milliseconds after which what does not come counts as missing, on a machine that has much else to do. */
const patience = 120_000;
/** The whole suite inside the extension host. */
const testPatience = 10 * 60_000;

interface Server {
  /** Of the workspace with the extension in it; more payload for what the page reads from its address. */
  url(opening: Opening, ...payload: [string, string][]): string;
  remote(path: string): string;
  ended: Promise<void>;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, address, () => {
      const taken = probe.address();
      probe.close(() => resolve(typeof taken === "object" && taken ? taken.port : 0));
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function startServer(
  { node, entry }: CodeServerInstallation,
  opening: Opening,
  environment: Record<string, string> = {},
): Promise<Server> {
  const profile = makeProfile(opening.settings);
  const port = await freePort();
  const log = join(profile.folder, "server.log");
  const args = ["--config", join(profile.folder, "config.yaml"), "--bind-addr", `${address}:${port}`, "--auth", "none"];
  args.push("--disable-telemetry", "--disable-update-check", "--disable-workspace-trust");
  args.push("--disable-getting-started-override", "--reconnection-grace-time", "5");
  // Without the driver the page takes no extension from its address.
  args.push("--vscode-option", "enable-smoke-test-driver");
  args.push("--user-data-dir", profile.userData, "--extensions-dir", profile.extensions);
  const output = openSync(log, "w");
  const child: ChildProcess = spawn(node, [entry, ...args], {
    env: cleanEnvironment({ ...environment, HOME: profile.folder }),
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  const stop = async () => {
    await endGroup(child);
    profile.remove();
  };
  const deadline = Date.now() + patience;
  while (!(await answers(`http://${address}:${port}/healthz`))) {
    if (Date.now() > deadline || child.exitCode !== null) {
      const said = readFileSync(log, "utf8");
      await stop();
      throw new Error(`code-server did not start; it said:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const remote = (path: string) => `vscode-remote://${address}:${port}${path}`;
  const url = (to: Opening, ...payload: [string, string][]) => {
    const page = new URL(`http://${address}:${port}/`);
    page.searchParams.set("folder", to.workspace);
    const all = [["extensionDevelopmentPath", remote(to.extension)], ...payload];
    page.searchParams.set("payload", JSON.stringify(all));
    return page.href;
  };
  return { url, remote, ended, stop };
}

/** So high that the Explorer shows the whole sample workspace, a folder of it open: it draws only what is in sight. */
const viewport = { width: 1280, height: 1080 };

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport });
  // Copying and reading what was copied are part of what tests look at.
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  return page;
}

/** Installs code-server where it is lacking; `reason` says why it is this host. */
export async function codeServer(reason: string): Promise<Host> {
  const installation = await installCodeServer();
  const name = `code-server ${codeServerVersion}`;
  return {
    name,
    description: `${name}, ${reason}`,

    async runTests(opening, entry, environment) {
      const server = await startServer(installation, opening, environment);
      const browser = await launchChromium();
      try {
        const page = await newPage(browser);
        const exit = new Promise<void>((resolve) => {
          page.exposeFunction("codeAutomationExit", () => resolve()).catch(() => resolve());
        });
        await page.exposeFunction("codeAutomationLog", () => undefined);
        await page.goto(server.url(opening, ["extensionTestsPath", server.remote(entry)]));
        await withTimeout(exit, testPatience, "The tests in the extension host did not end within ten minutes.");
      } finally {
        await browser.close();
        await server.stop();
      }
    },

    async open(opening) {
      const server = await startServer(installation, opening);
      const browser = await launchChromium();
      const close = async () => {
        await browser.close();
        await server.stop();
      };
      try {
        const page = await newPage(browser);
        await page.goto(server.url(opening));
        return { page, close };
      } catch (error) {
        await close();
        throw error;
      }
    },

    async start(opening, stop) {
      const server = await startServer(installation, opening);
      try {
        console.log(`\nVS Code (${name}) waits in a browser at\n\n  ${server.url(opening)}\n`);
        console.log("Ctrl-C ends it.");
        const stopped = new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve()));
        await Promise.race([server.ended, stopped]);
      } finally {
        await server.stop();
      }
    },
  };
}

async function withTimeout<T>(work: Promise<T>, milliseconds: number, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
