// Dates as tables write them, to milliseconds since 1970 UTC.

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const time = "(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?)?";

/** Where year, month and day stand in the groups of a pattern. */
interface DateFormat {
  name: string;
  pattern: RegExp;
  order: [year: number, month: number, day: number];
}

const formats: DateFormat[] = [
  { name: "year-month-day", pattern: new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})${time}$`), order: [1, 2, 3] },
  { name: "year/month/day", pattern: new RegExp(`^(\\d{4})/(\\d{1,2})/(\\d{1,2})${time}$`), order: [1, 2, 3] },
  { name: "day.month.year", pattern: new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})${time}$`), order: [3, 2, 1] },
  { name: "day/month/year", pattern: new RegExp(`^(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})${time}$`), order: [3, 2, 1] },
  { name: "month/day/year", pattern: new RegExp(`^(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})${time}$`), order: [3, 1, 2] },
  {
    name: "day month-name year",
    pattern: new RegExp(`^(\\d{1,2})[ -]([A-Za-z]{3,9})\\.?[ ,-]+(\\d{4})${time}$`),
    order: [3, 2, 1],
  },
  {
    name: "month-name day year",
    pattern: new RegExp(`^([A-Za-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})${time}$`),
    order: [3, 1, 2],
  },
];

/** A way of writing dates that fits a whole column. */
export interface DateReader {
  name: string;
  /** Milliseconds since 1970 UTC, or NaN. Times without a zone count as UTC. */
  parse(text: string): number;
}

/** The format that reads most of some texts. */
export interface DateFit {
  reader: DateReader;
  /** Share (0 to 1) of the texts that it reads. */
  share: number;
  /** Another format reads as many: day and month may be told apart only when some text has a part above 12. */
  ambiguous: boolean;
}

/** Null when no format reads any of the texts. */
export function fitDates(texts: readonly string[]): DateFit | null {
  if (texts.length === 0 || !texts.slice(0, 20).some((text) => /\d{4}/.test(text) && text.length <= 40)) return null;
  const [best, rival] = formats
    .map((format) => ({
      format,
      count: texts.reduce((sum, text) => sum + (Number.isNaN(parse(text, format)) ? 0 : 1), 0),
    }))
    .sort((a, b) => b.count - a.count);
  if (best.count === 0) return null;
  const reader = { name: best.format.name, parse: (text: string) => parse(text, best.format) };
  return { reader, share: best.count / texts.length, ambiguous: rival.count === best.count };
}

/** The one format that reads at least nine tenths of the texts, or null. */
export function findDateFormat(texts: readonly string[]): DateReader | null {
  const fit = fitDates(texts);
  return fit && fit.share >= 0.9 && !fit.ambiguous ? fit.reader : null;
}

function parse(text: string, { pattern, order }: DateFormat): number {
  const match = pattern.exec(text);
  if (!match) return Number.NaN;
  const year = Number(match[order[0]]);
  const monthText = match[order[1]];
  const day = Number(match[order[2]]);
  const month = /\d/.test(monthText) ? Number(monthText) : months.indexOf(monthText.slice(0, 3).toLowerCase()) + 1;
  const [hour = 0, minute = 0, second = 0] = [match[4], match[5], match[6]].map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || hour > 24 || minute > 59 || second > 60) return Number.NaN;
  const midnight = Date.UTC(year, month - 1, day);
  // Date.UTC rolls over: the 31st of April is no date.
  if (new Date(midnight).getUTCDate() !== day) return Number.NaN;
  const fraction = match[7] ? Number(`0.${match[7]}`) * 1000 : 0;
  const zone = match[8] && match[8] !== "Z" && match[8] !== "UTC" ? match[8].replace(":", "") : "+0000";
  const minutesEast = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5))) * (zone[0] === "-" ? -1 : 1);
  return midnight + ((hour * 60 + minute - minutesEast) * 60 + second) * 1000 + fraction;
}
