// Names of random streams: each parameter and layer draws numbers of its own, whatever else the network has.

/** A number for a name, from 0 to 2³¹ − 1: FNV-1a over its UTF-16 units. */
export function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash & 0x7fffffff;
}
