// Programs of sigma that draw less while the drawing moves: no edges, or the first of them, and nothing to pick by.

import { EdgeLineProgram, type EdgeProgramType, NodePointProgram, type NodeProgramType } from "sigma/rendering";

type RenderParameters = Parameters<EdgeLineProgram["render"]>[0];
type Info = Parameters<EdgeLineProgram["setUniforms"]>[1];

/** The program, which draws only while all edges are wanted: few edges are drawn all or not at all. */
export function allOrNone(Program: EdgeProgramType, share: () => number): EdgeProgramType {
  return class extends Program {
    override render(parameters: RenderParameters): void {
      if (share() === 1) super.render(parameters);
    }
  };
}

/** Lines of which a share is drawn, those that were added first. */
export function firstLines(share: () => number): EdgeProgramType {
  return class extends EdgeLineProgram {
    override render(parameters: RenderParameters): void {
      const part = share();
      if (part === 0) return;
      const { array, verticesCount } = this;
      this.verticesCount = this.VERTICES * Math.floor(this.capacity * part);
      // What is not drawn is not sent to the graphics processor either.
      this.array = array.subarray(0, this.verticesCount * this.ATTRIBUTES_ITEMS_COUNT);
      super.render(parameters);
      this.array = array;
      this.verticesCount = verticesCount;
    }
  };
}

/** Points that are drawn a second time, for finding the one under the pointer, only while that is wanted. */
export function pickedAtRest(atRest: () => boolean): NodeProgramType {
  return class extends NodePointProgram {
    protected override renderProgram(parameters: RenderParameters, info: Info): void {
      if (info.frameBuffer === null || atRest()) super.renderProgram(parameters, info);
    }
  };
}
