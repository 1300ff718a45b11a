// Seeded noise, the same as noise.py makes: the highest bits of a linear congruential generator.

/** `length` samples: u8, u16, or f32 (the 16-bit ones over 65535). */
export function noise(seed, length, elements) {
  const samples =
    elements === "u8"
      ? new Uint8Array(length)
      : elements === "u16"
        ? new Uint16Array(length)
        : new Float32Array(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    if (elements === "u8") samples[i] = state >>> 24;
    else samples[i] = elements === "u16" ? state >>> 16 : Math.fround((state >>> 16) / 65535);
  }
  return samples;
}
