// The desktop VS Code: an installed one, else one that @vscode/test-electron downloads into the cache.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { _electron } from "playwright-core";
import type { Host, Opening } from "./host";
import { endGroup, findProgram } from "./process";
import { sharedCache } from "./root";
import { cleanEnvironment, makeProfile, type Profile } from "./settings";

/** The one that is downloaded; the same VS Code as the code-server that stands in for it. */
const downloadedVersion = "1.139.1";
/** The oldest that the extension runs in, as in package.json. */
const oldestMinor = 101;
const downloadCache = join(sharedCache, "desktop");
const updateSite = "https://update.code.visualstudio.com";
const unreachable = join(downloadCache, "unreachable");
const hour = 3_600_000;

interface Desktop {
  executable: string;
  version: string;
}

/** Linux without a screen has nothing to show a window on. */
function hasScreen(): boolean {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Reads the version beside an executable; null when that is no VS Code or one too old for the extension. */
function inspect(executable: string): Desktop | null {
  const resources =
    process.platform === "darwin"
      ? join(dirname(executable), "..", "Resources")
      : join(dirname(executable), "resources");
  const manifest = join(resources, "app", "package.json");
  if (!existsSync(executable) || !existsSync(manifest)) return null;
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const [major, minor] = version.split(".").map(Number);
  return major > 1 || (major === 1 && minor >= oldestMinor) ? { executable, version } : null;
}

function findInstalled(): Desktop | null {
  const places: string[] = [];
  const launcher = findProgram("code");
  // The launcher is bin/code (bin/code.cmd on Windows) inside the installation, mostly behind a link.
  if (launcher) {
    const folder = dirname(dirname(realpathSync(launcher)));
    places.push(join(folder, process.platform === "win32" ? "Code.exe" : "code"));
  }
  if (process.platform === "darwin") {
    for (const applications of ["/Applications", join(homedir(), "Applications")]) {
      const folder = join(applications, "Visual Studio Code.app", "Contents", "MacOS");
      places.push(join(folder, "Code"), join(folder, "Electron"));
    }
  }
  if (process.platform === "win32") {
    const roots = [process.env.LOCALAPPDATA && join(process.env.LOCALAPPDATA, "Programs"), process.env.PROGRAMFILES];
    for (const root of roots) if (root) places.push(join(root, "Microsoft VS Code", "Code.exe"));
  }
  for (const place of places) {
    const desktop = inspect(place);
    if (desktop) return desktop;
  }
  return null;
}

/** Asks the download site for a sign of life, three seconds at most; a no is remembered for an hour. */
async function isReachable(): Promise<boolean> {
  const no = statSync(unreachable, { throwIfNoEntry: false });
  if (no && Date.now() - no.mtimeMs < hour) return false;
  try {
    const answer = await fetch(`${updateSite}/api/releases/stable`, { signal: AbortSignal.timeout(3000) });
    if (answer.ok) return true;
  } catch {
    // As good as a no.
  }
  mkdirSync(downloadCache, { recursive: true });
  writeFileSync(unreachable, "");
  return false;
}

async function findDownloaded(): Promise<Desktop | null> {
  const marker = join(downloadCache, "complete");
  if (!existsSync(marker) && !(await isReachable())) return null;
  try {
    const executable = await downloadAndUnzipVSCode({ version: downloadedVersion, cachePath: downloadCache });
    writeFileSync(marker, "");
    return { executable, version: downloadedVersion };
  } catch (error) {
    rmSync(marker, { force: true });
    console.error(`VS Code ${downloadedVersion} could not be downloaded: ${(error as Error).message}`);
    return null;
  }
}

function launchArguments(opening: Opening, profile: Profile): string[] {
  const args = [opening.workspace, `--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
  args.push("--new-window", "--skip-welcome", "--skip-release-notes", "--disable-workspace-trust", "--disable-updates");
  if (process.platform === "linux" && process.getuid?.() === 0) args.push("--no-sandbox");
  return args;
}

/** The desktop VS Code, or why there is none. */
export async function findDesktop(): Promise<Host | { lacking: string }> {
  if (!hasScreen()) return { lacking: "there is no screen for a desktop VS Code" };
  const desktop = findInstalled() ?? (await findDownloaded());
  if (!desktop) return { lacking: "no desktop VS Code is installed and none can be downloaded" };
  const { executable, version } = desktop;
  const name = `desktop VS Code ${version}`;
  return {
    name,
    description: name,

    async runTests(opening, entry, environment) {
      const profile = makeProfile(opening.settings);
      try {
        await runTests({
          vscodeExecutablePath: executable,
          extensionDevelopmentPath: opening.extension,
          extensionTestsPath: entry,
          extensionTestsEnv: environment,
          launchArgs: launchArguments(opening, profile),
        });
      } finally {
        profile.remove();
      }
    },

    async open(opening) {
      const profile = makeProfile(opening.settings);
      const application = await _electron.launch({
        executablePath: executable,
        args: [...launchArguments(opening, profile), `--extensionDevelopmentPath=${opening.extension}`],
        env: cleanEnvironment(),
        timeout: 60_000,
      });
      const close = async () => {
        await application.close();
        profile.remove();
      };
      try {
        const page = await application.firstWindow({ timeout: 60_000 });
        page.setDefaultTimeout(60_000);
        return { page, close };
      } catch (error) {
        await close();
        throw error;
      }
    },

    async start(opening, stop) {
      const profile = makeProfile(opening.settings);
      const args = [...launchArguments(opening, profile), `--extensionDevelopmentPath=${opening.extension}`];
      const child = spawn(executable, args, { env: cleanEnvironment(), detached: true, stdio: "ignore" });
      try {
        console.log(`\nVS Code ${version} is open on ${opening.workspace}. Closing its window or Ctrl-C ends it.`);
        await new Promise<void>((resolve, reject) => {
          child.on("error", reject);
          child.on("exit", () => resolve());
          stop.addEventListener("abort", () => resolve());
        });
      } finally {
        await endGroup(child);
        profile.remove();
      }
    },
  };
}
