// The folders of one VS Code run: a scratch user-data directory with settings that keep the window quiet.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const quiet = {
  "workbench.startupEditor": "none",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.enabled": false,
  "git.enabled": false,
  "chat.disableAIFeatures": true,
  "window.autoDetectColorScheme": false,
};

export interface Profile {
  folder: string;
  userData: string;
  extensions: string;
  remove(): void;
}

/** A fresh profile in the folder for temporary files. The paths are short: sockets in them may not exceed 107 bytes. */
export function makeProfile(settings: Record<string, unknown> = {}): Profile {
  const folder = mkdtempSync(join(tmpdir(), "nl-"));
  const userData = join(folder, "data");
  const extensions = join(folder, "extensions");
  mkdirSync(join(userData, "User"), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(join(userData, "User", "settings.json"), JSON.stringify({ ...quiet, ...settings }, null, 2));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  return { folder, userData, extensions, remove };
}

const setByOthers =
  /^(VSCODE_|ELECTRON_|NODE$|NODE_OPTIONS$|npm_(lifecycle|package|command|execpath|node_execpath)|npm_config_(user_agent|npm_version|node_gyp|init_module|\w*prefix)$)/;

/** The environment without what a surrounding VS Code, npm or Node set for its own children, plus `more`. */
export function cleanEnvironment(more: Record<string, string> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !setByOthers.test(name));
  return { ...(Object.fromEntries(kept) as Record<string, string>), ...more };
}
