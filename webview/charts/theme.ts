// The colours of the moment, read from VS Code's theme variables and made legible; tells charts when they change.

import { contrast, hsl, legible, luminance, mix, parseColor, parseOpaque, type Rgb, toHex } from "./colors";

export interface Theme {
  dark: boolean;
  highContrast: boolean;
  background: string;
  foreground: string;
  muted: string;
  grid: string;
  axis: string;
  accent: string;
  /** Text font, for canvas. */
  font: string;
  /** Colour of the curve, run or split with this index; the first six differ for colour-blind eyes too. */
  series(index: number): string;
  /** Blue below zero, neutral at it, orange above. */
  signed(value: number): string;
  /** Colour of the class with this index, the same in every view. */
  classColor(index: number): string;
  /** Magnitude 0 to 1 on one ramp whose lightness only rises or only falls; with the text colour to read on it. */
  ramp(share: number): { fill: string; text: string };
}

// Okabe and Ito's eight, in an order that keeps neighbours apart.
const okabeIto = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#d55e00", "#8a8a8a", "#56b4e9"];
const seriesVariables = ["--vscode-charts-blue", "--vscode-charts-orange"];

let current: Theme | undefined;
const listeners = new Set<() => void>();

export function theme(): Theme {
  current ??= read();
  return current;
}

/** Calls back after VS Code's theme has changed, as long as the view that asked is shown. */
export function onThemeChange(listener: () => void): void {
  listeners.add(listener);
}

/** The charts so far are gone from the page. */
export function forgetCharts(): void {
  listeners.clear();
}

/** Writes class and series colours as custom properties on `root`, and does so again when the theme changes. */
export function watchTheme(root: HTMLElement): void {
  const publish = (): void => {
    const colors = theme();
    for (let index = 0; index < 100; index++) root.style.setProperty(`--class-${index}`, colors.classColor(index));
    for (let index = 0; index < 24; index++) root.style.setProperty(`--series-${index}`, colors.series(index));
    root.classList.toggle("high-contrast", colors.highContrast);
  };
  const observer = new MutationObserver(() => {
    current = undefined;
    publish();
    for (const listener of listeners) listener();
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
  publish();
}

function read(): Theme {
  const styles = getComputedStyle(document.documentElement);
  const variable = (name: string, under?: Rgb): Rgb | undefined => parseColor(styles.getPropertyValue(name), under);
  const kind = document.body.className;
  const guess = matchMedia("(prefers-color-scheme: dark)").matches ? "#1f1f1f" : "#ffffff";
  const background = variable("--vscode-editor-background") ?? parseColor(guess)!;
  const dark = luminance(background) < 0.18;
  const highContrast = kind.includes("high-contrast");
  const end: Rgb = dark ? [255, 255, 255] : [0, 0, 0];
  const foreground = legible(
    variable("--vscode-foreground", background) ?? mix(background, end, 0.85),
    background,
    4.5,
  );
  const muted = legible(variable("--vscode-descriptionForeground", background) ?? foreground, background, 4.5);
  const series = [
    // Some themes let the background shine through these, which leaves an orange brown.
    ...seriesVariables.map(
      (name, index) => parseOpaque(styles.getPropertyValue(name)) ?? parseColor(okabeIto[index]!)!,
    ),
    ...okabeIto.slice(2).map((color) => parseColor(color)!),
  ];
  const blue = legible(series[0]!, background, 3);
  const far = highContrast ? foreground : mix(blue, end, dark ? 0.25 : 0.35);
  return {
    dark,
    highContrast,
    background: toHex(background),
    foreground: toHex(foreground),
    muted: toHex(highContrast ? foreground : muted),
    grid: toHex(mix(background, foreground, highContrast ? 0.3 : 0.1)),
    axis: toHex(mix(background, foreground, highContrast ? 1 : 0.35)),
    accent: toHex(legible(variable("--vscode-focusBorder", background) ?? blue, background, 3)),
    font: styles.getPropertyValue("--vscode-font-family").trim() || "system-ui, sans-serif",
    series: (index) => toHex(legible(pick(series, index, dark), background, 3)),
    signed: (value) => toHex(value === 0 ? muted : legible(series[value < 0 ? 0 : 1]!, background, 3)),
    classColor: (index) =>
      toHex(
        legible(
          pick(
            okabeIto.map((color) => parseColor(color)!),
            index,
            dark,
          ),
          background,
          3,
        ),
      ),
    ramp: (share) => {
      // A little of the ramp is kept back at its low end, so that one count can be told from none.
      const fill = share <= 0 ? background : mix(background, far, 0.12 + 0.88 * share);
      const text =
        contrast(fill, foreground) >= 4.5
          ? foreground
          : contrast(fill, [0, 0, 0]) > contrast(fill, [255, 255, 255])
            ? ([0, 0, 0] as const)
            : ([255, 255, 255] as const);
      return { fill: toHex(fill), text: toHex(text) };
    },
  };
}

/** Past the end of a palette, hues go round by the golden angle, which keeps neighbours apart. */
function pick(palette: Rgb[], index: number, dark: boolean): Rgb {
  return palette[index] ?? hsl((index * 137.508) % 360, 0.62, dark ? 0.64 : 0.4);
}
