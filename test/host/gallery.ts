// Takes pictures of every scene of test/extension/gallery.ts in a light, a dark and both high-contrast themes, into .cache/gallery.

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

async function gallery(): Promise<number> {
  await build(false);
  const folder = join(localCache, "gallery");
  rmSync(folder, { recursive: true, force: true });
  let failures = 0;
  for (const [theme, title] of Object.entries(themes)) {
    await withSession(
      async (session) => {
        for (const scene of scenes) {
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
  console.log(`${scenes.length} scenes in ${Object.keys(themes).length} themes, ${failures} failed: ${folder}`);
  return failures;
}

gallery().then(
  (failures) => process.exit(failures > 0 ? 1 : 0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
