// What everybody needs of every view: names for all controls, contrast in every theme, no overflow at 400 pixels.

import assert from "node:assert/strict";
import { changeTheme, closeBrowser, openPage } from "./harness";
import { scenes } from "./scenes";
import { type ThemeName, themes } from "./themes";

// Text that is drawn, with the colours it is drawn in; the browser's own numbers, so that no style is taken on trust.
const textContrasts = `(() => {
  const channels = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number).slice(0, 4);
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (under, color) => {
    probe.fillStyle = "rgb(" + under.join(",") + ")";
    probe.fillRect(0, 0, 1, 1);
    probe.fillStyle = color;
    probe.fillRect(0, 0, 1, 1);
    return Array.from(probe.getImageData(0, 0, 1, 1).data).slice(0, 3);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => { const s = part / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    const chain = [];
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) chain.push(getComputedStyle(at).backgroundColor);
    return chain.reverse().reduce(over, [255, 255, 255]);
  };
  const found = [];
  const visit = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) visit(element.shadowRoot);
      const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || !element.checkVisibility() || element.closest(".visually-hidden, option, title")) continue;
      const style = getComputedStyle(element);
      const under = background(element);
      const color = over(under, element instanceof SVGElement ? style.fill : style.color);
      const [dark, light] = [luminance(under), luminance(color)].sort((a, b) => a - b);
      found.push({ text: element.textContent.trim().slice(0, 40), where: element.className.baseVal ?? element.className, ratio: (light + 0.05) / (dark + 0.05) });
    }
  };
  visit(document.body);
  return found;
})()`;

// Controls without a name that assistive technology could say.
const nameless = `Array.from(document.querySelectorAll("button, vscode-button, vscode-checkbox, vscode-dropdown, input, [role=grid], [role=application], progress, dialog"))
  .filter((element) => element.checkVisibility())
  .filter((element) => !(element.getAttribute("aria-label") || element.textContent.trim() || element.labels?.length))
  .map((element) => element.outerHTML.slice(0, 120))`;

const overflow = `document.documentElement.scrollWidth - innerWidth`;
const cut = `Array.from(document.querySelectorAll(".card")).filter((card) => card.scrollWidth > card.clientWidth + 1).map((card) => card.className)`;

const reachable = `Array.from(document.querySelectorAll("[data-testid$=-chart], .vt-viewport")).filter((element) => element.checkVisibility() && element.tabIndex !== 0).map((element) => element.dataset.testid)`;

describe("access", () => {
  after(closeBrowser);

  for (const [name, scene] of Object.entries(scenes)) {
    it(`has names, keyboard focus, contrast and no overflow at 400, 900 and 1600 pixels in every theme (${name})`, async () => {
      const { page, errors, close } = await openPage(scene(), { theme: "dark", width: 900 });
      for (const theme of Object.keys(themes) as ThemeName[]) {
        await changeTheme(page, theme);
        for (const width of [400, 1600, 900]) {
          await page.setViewportSize({ width, height: 900 });
          const where = `at ${width} pixels (${theme})`;
          assert.ok(((await page.evaluate(overflow)) as number) <= 0, `${name} is too wide ${where}`);
          assert.deepEqual(await page.evaluate(cut), [], `${name}: nothing sticks out of its card ${where}`);
        }
        assert.deepEqual(await page.evaluate(nameless), [], `${name}: every control has a name (${theme})`);
        assert.deepEqual(await page.evaluate(reachable), [], `${name}: charts and tables take the focus (${theme})`);
        const texts = (await page.evaluate(textContrasts)) as { text: string; where: string; ratio: number }[];
        assert.ok(texts.length > 2);
        // VS Code's own themes leave some of their colours (buttons, errors, links) a little under; ours must not fall further.
        const limit = theme === "high-contrast" ? 4.5 : 3.2;
        assert.deepEqual(
          texts
            .filter(({ ratio }) => ratio < limit)
            .map(({ text, where, ratio }) => `${theme}: ${text} (${where}) ${ratio.toFixed(2)}`),
          [],
        );
      }
      assert.deepEqual(errors, []);
      await close();
    });
  }
});
