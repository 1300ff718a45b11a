// Text as a cell of a CSV file.

/** In quotation marks where it needs them (RFC 4180). */
export const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
