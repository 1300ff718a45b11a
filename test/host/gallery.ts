// Takes pictures of the scenes of test/extension/gallery.ts (all, or those whose names begin as said) in four themes, into .cache/gallery.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { scenes } from "../extension/gallery";
import { build } from "./build";
import { withSession } from "./clicks";
import { localCache } from "./root";

const themes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "high-contrast": "Default High Contrast",
  "high-contrast-light": "Default High Contrast Light",
};

async function gallery(beginnings: readonly string[]): Promise<number> {
  await build(false);
  const chosen = scenes.filter(
    ({ name }) => beginnings.length === 0 || beginnings.some((word) => name.startsWith(word)),
  );
  const folder = join(localCache, "gallery");
  rmSync(folder, { recursive: true, force: true });
  let failures = 0;
  for (const [theme, title] of Object.entries(themes)) {
    await withSession(
      async (session) => {
        for (const scene of chosen) {
          try {
            await scene.play(session);
            console.log(await session.screenshot(`${scene.name}-${theme}`));
          } catch (error) {
            failures++;
            console.error(`${scene.name} in ${theme}: ${(error as Error).message}`);
          }
        }
      },
      { settings: { "workbench.colorTheme": title }, pictures: folder },
    );
  }
  console.log(`${chosen.length} scenes in ${Object.keys(themes).length} themes, ${failures} failed: ${folder}`);
  return failures;
}

gallery(process.argv.slice(2)).then(
  (failures) => process.exit(failures > 0 ? 1 : 0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
