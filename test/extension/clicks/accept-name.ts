// The dialog of VS Code that asks for a file's name, accepted as it is.

import { quickInput, type Session } from "../../host/clicks";
import { until } from "../../host/until";

/** Waits until the dialog suggests a path that ends so, and takes it; the file is then there in a tab of its own. */
export async function acceptName({ page }: Session, ending: string): Promise<void> {
  const input = quickInput(page);
  const name = ending.slice(ending.lastIndexOf("/") + 1);
  // The dialog is there before it says which name it suggests.
  await page.waitForFunction(
    (end) =>
      [...document.querySelectorAll<HTMLInputElement>(".quick-input-widget input")].some(({ value }) =>
        value.endsWith(end),
      ),
    ending,
  );
  await until(
    // The page whose button was clicked may take the focus back.
    async () => {
      if (await input.isVisible()) await input.press("Enter");
    },
    page.locator(`.tab[data-resource-name="${name}"]`),
  );
}
