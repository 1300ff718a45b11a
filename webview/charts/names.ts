// Names where there is little room: cut to a width in which the letters of some scripts count twice.

/** Pixels of a narrow letter at the size of charts. */
const letter = 6.2;
/** Where scripts begin whose letters are as wide as they are high. */
const wideFrom = 0x2e80;

const unitsOf = (character: string): number => (character.codePointAt(0)! >= wideFrom ? 2 : 1);

/** Pixels that a name takes in a chart, about. */
export const nameWidth = (name: string): number => letter * [...name].reduce((sum, own) => sum + unitsOf(own), 0);

/** The name, or its beginning and an ellipsis where it is wider than so many pixels. */
export function fitted(name: string, width: number): string {
  if (nameWidth(name) <= width) return name;
  let kept = "";
  for (const character of name) {
    if (nameWidth(kept + character) > width - letter) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Pixels that a column of these names takes, no more than `most`. */
export const roomFor = (names: readonly string[], most: number): number =>
  Math.min(most, Math.max(0, ...names.map(nameWidth)));
