// The one function of the layout package that works on plain matrices; the package itself gives it no types.

declare module "graphology-layout-forceatlas2/iterate.js" {
  import type { ForceAtlas2Settings } from "graphology-layout-forceatlas2";

  /** Moves all nodes once, in place. */
  export default function iterate(options: ForceAtlas2Settings, nodes: Float32Array, edges: Float32Array): object;
}
