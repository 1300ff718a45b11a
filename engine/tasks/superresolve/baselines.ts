// What super-resolution is held against.

import type { Rival } from "../training/training";

export const bicubic: Rival = { name: "bicubic", title: "bicubic enlarging" };
