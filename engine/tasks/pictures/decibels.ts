// Decibels in sentences, and how many more of them a network comes to.

import type { Comparison } from "../training/verdict";

export const decibels = (value: number): string => `${value.toFixed(2)} dB`;

const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

/** ` (+2.10 dB, 95 % interval +0.30 to +3.90)`; empty where all are the same. */
export function gainInDecibels({ gain, interval, outcome }: Comparison): string {
  if (outcome === "equal") return "";
  return ` (${signed(gain)} dB, 95 % interval ${signed(interval[0])} to ${signed(interval[1])})`;
}
