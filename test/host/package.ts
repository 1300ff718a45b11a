// Builds the extension and packs it into a VSIX beside package.json.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { build } from "./build";
import { root } from "./root";

/** Packs what dist holds; .vscodeignore says what else goes in. */
export function pack(packagePath: string): Promise<void> {
  // Links stay relative: the README's picture travels inside.
  const options = { dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false };
  return createVSIX({ cwd: root, packagePath, ...options });
}

async function main(): Promise<void> {
  await build(false);
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const path = join(root, `${name}-${version}.vsix`);
  await pack(path);
  console.log(`${path} (${(statSync(path).size / 1024).toFixed(0)} KB)`);
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
