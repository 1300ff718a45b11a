// Text that stands as it is inside Markdown.

/** Makes text safe inside Markdown, tables included. */
export function escaped(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_{}[\]<>()#+\-.!|~$&]/g, "\\$&");
}
