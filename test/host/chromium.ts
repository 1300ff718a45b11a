// The Chromium that tests drive: an installed one, or one that is installed on the spot.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { installPackages, mayInstall } from "./debian";
import { findProgram, run } from "./process";
import { root } from "./root";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Path of a browser of the Chromium family that is on this machine, or null. */
function installedBrowser(): string | null {
  const named = process.env.NEURAL_LENS_CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Error(`NEURAL_LENS_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const onPath = findProgram("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge");
  if (onPath) return onPath;
  const programs = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"]].filter((path) => path !== undefined);
  const places = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ...programs.map((path) => join(path, "Google", "Chrome", "Application", "chrome.exe")),
    ...programs.map((path) => join(path, "Microsoft", "Edge", "Application", "msedge.exe")),
    chromium.executablePath(),
  ];
  return places.find((path) => existsSync(path)) ?? null;
}

/** Path of a Chromium, installed first where there is none; throws one clear sentence where that is not possible. */
export async function findChromium(): Promise<string> {
  const found = installedBrowser();
  if (found) return found;
  try {
    if (mayInstall()) {
      await installPackages("chromium", "fonts-dejavu-core");
    } else {
      console.log("Installing Chromium (playwright) …");
      await run(process.execPath, [join(root, "node_modules", "playwright-core", "cli.js"), "install", "chromium"]);
    }
  } catch (error) {
    console.error((error as Error).message);
  }
  const installed = installedBrowser();
  if (installed) return installed;
  throw new Error(
    "No Chromium, Chrome or Edge is here and none could be installed: install one, or name it in NEURAL_LENS_CHROMIUM.",
  );
}

/** A headless Chromium; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: flags });
}
