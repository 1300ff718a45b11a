// The one file that knows the UI toolkit: registers the components in use and builds them with plain options.

// The package's own entry holds no React (that is in ./react, with the peer dependency), so none gets bundled.
import {
  type Checkbox,
  type Dropdown,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
} from "@vscode/webview-ui-toolkit";
import { apply, type Child, fill } from "./dom";
import { type IconName, icon } from "./icons";

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption());

export interface ButtonOptions {
  label: string;
  /** Drawn alone, with the label as its name and tip, when `appearance` is "icon"; else before the label. */
  icon?: IconName;
  appearance?: "primary" | "secondary" | "icon";
  testid?: string;
  press: (event: Event) => void;
}

export function button({ label, icon: name, appearance = "secondary", testid, press }: ButtonOptions): HTMLElement {
  const element = document.createElement("vscode-button");
  const bare = appearance === "icon";
  apply(element, {
    testid,
    attrs: { appearance, "aria-label": label, title: bare ? label : undefined },
    on: { click: press },
  });
  relabel(element, label, name, bare);
  return element;
}

/** Another label, and perhaps another icon, for a button that stays where it is. */
export function relabel(element: HTMLElement, label: string, name?: IconName, bare = false): void {
  element.setAttribute("aria-label", label);
  if (bare) element.title = label;
  const drawn = name && icon(name);
  // The slot keeps an icon and its label apart by the toolkit's own measure.
  if (drawn && !bare) drawn.setAttribute("slot", "start");
  fill(element, drawn, !bare && label);
}

export function checkbox(
  label: string,
  checked: boolean,
  change: (checked: boolean) => void,
  testid?: string,
): HTMLElement {
  const element = document.createElement("vscode-checkbox") as Checkbox;
  apply(element, { testid, on: { change: () => change(element.checked) } });
  element.checked = checked;
  element.textContent = label;
  return element;
}

export interface Choice {
  value: string;
  label: string;
}

export interface DropdownElement extends HTMLElement {
  /** Other options, and which of them is chosen. */
  show(choices: Choice[], value: string): void;
}

export function dropdown(label: string, change: (value: string) => void, testid?: string): DropdownElement {
  const element = document.createElement("vscode-dropdown") as Dropdown & DropdownElement;
  apply(element, { testid, attrs: { "aria-label": label }, on: { change: () => change(element.value) } });
  let shown = "";
  element.show = (choices, value) => {
    const key = JSON.stringify(choices);
    if (key !== shown) {
      shown = key;
      fill(element, choices.map(option));
    }
    // The component takes its options in after a task of its own; only then does it know a value.
    queueMicrotask(() =>
      requestAnimationFrame(() => {
        if (element.value !== value) element.value = value;
      }),
    );
  };
  return element;
}

function option({ value, label }: Choice): Child {
  const element = document.createElement("vscode-option");
  element.setAttribute("value", value);
  element.textContent = label;
  return element;
}
