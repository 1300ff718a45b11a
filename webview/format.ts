// Numbers, durations and sizes as a person reads them: three to four significant digits, thousands apart, units.

const minus = "\u2212";
const thin = "\u202f";

/**
 * A number with `digits` significant digits, below a hundredth with three at most; whole numbers are written in full. Very small and very large ones become
 * powers of ten ("1.23e−5"). Trailing zeros stay, so that a column of them lines up.
 */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${minus}∞`;
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return formatCount(value);
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7)
    return signed(
      value
        .toExponential(digits - 2)
        .replace("e-", `e${minus}`)
        .replace("e+", "e"),
    );
  // Rounding first: 0.99996 has four digits after the point only as long as it does not become 1.
  const kept = size < 0.01 ? Math.min(3, digits) : digits;
  const rounded = Math.abs(Number(value.toPrecision(kept)));
  const decimals = Math.max(0, kept - 1 - Math.floor(Math.log10(rounded)));
  const [whole, fraction] = size.toFixed(decimals).split(".");
  return `${value < 0 ? minus : ""}${group(whole!)}${fraction ? `.${fraction}` : ""}`;
}

/** A whole number with its thousands apart. */
export function formatCount(value: number): string {
  return `${value < 0 ? minus : ""}${group(String(Math.abs(Math.round(value))))}`;
}

/** Labels of an axis: no more digits than tell them apart. */
export function formatTick(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3)
    return signed(Number(value.toPrecision(3)).toExponential().replace("e-", `e${minus}`).replace("e+", "e"));
  return signed(String(Number(value.toPrecision(6)))).replace(/\d+/, group);
}

/** A share of one as a percentage: 0.9667 is "96.7 %". */
export function formatPercent(share: number): string {
  if (Number.isNaN(share)) return "–";
  const percent = share * 100;
  return `${percent === 100 || percent === 0 ? percent : percent.toFixed(1)}${thin}%`;
}

/** Seconds as "0.42 s", "12 s", "3 min 05 s", "1 h 02 min". */
export function formatDuration(seconds: number): string {
  if (seconds < 1) return `${Math.max(0, seconds).toFixed(2)} s`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

/** Bytes as "312 B", "4.1 KB", "1.72 GB", in powers of 1024. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return unit === 0
    ? `${bytes} B`
    : `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)} ${units[unit]}`;
}

/** Mean with its spread: "0.967 ± 0.012", or the number alone where there is one training. */
export function formatSpread(value: number, std?: number): string {
  return std === undefined ? formatNumber(value) : `${formatNumber(value)} ± ${formatNumber(std, 2)}`;
}

function group(digits: string): string {
  return digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, thin) : digits;
}

function signed(text: string): string {
  return text.startsWith("-") ? minus + text.slice(1) : text;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

/** The last part of a path, whatever separates its parts. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
