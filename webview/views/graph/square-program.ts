// How sigma draws hyperedges: as points like its own, but square, so that shape alone tells them from nodes.

import { NodePointProgram } from "sigma/rendering";

const fragment = `
precision mediump float;
varying vec4 v_color;
varying float v_border;

void main(void) {
  gl_FragColor = v_color;
}
`;

export class NodeSquareProgram extends NodePointProgram {
  override getDefinition(): ReturnType<NodePointProgram["getDefinition"]> {
    return { ...super.getDefinition(), FRAGMENT_SHADER_SOURCE: fragment };
  }
}
