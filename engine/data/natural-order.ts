// The order of names as people count: `img2` before `img10`.

/** For Array.sort; numbers in names are compared as numbers. */
export const naturalOrder = new Intl.Collator("en", { numeric: true }).compare;
