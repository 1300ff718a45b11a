// The running average of a generator: what it has been over its last steps, which makes steadier samples than it alone.

import type { Node } from "../core/graph";
import type { Shape } from "../core/shape";
import { modelVariable, Scope } from "../neural/scope";
import { accumulate } from "../ops/accumulate";
import { multiply } from "../ops/multiply";
import { stepScalar } from "../ops/stepScalar";
import { subtract } from "../ops/subtract";

/** The name of the state in which a variable's average is. */
const averageOf = (name: string): string => `${name}/average`;

/** The step scalar by which averages move towards the weights. */
const shareName = "averageShare";

/**
 * Its value in step `index` of the generator, counted from 0: 1 − decay, and at the beginning more, 1 − (1 + index)/(10 +
 * index), so that weights which have learned nothing yet are soon forgotten (the rule of TensorFlow's
 * ExponentialMovingAverage where it is given num_updates).
 */
export const averageScalars = (decay: number, index: number): Record<string, number> => ({
  [shareName]: 1 - Math.min(decay, (1 + index) / (10 + index)),
});

/** A scope in which a network is declared to train, and afterwards averaged. */
export class AveragedScope extends Scope {
  private readonly declared: { name: string; node: Node; initial?: () => ArrayLike<number> }[] = [];

  override parameter(...args: Parameters<Scope["parameter"]>): Node {
    const [name, , initial] = args;
    const node = super.parameter(...args);
    this.declared.push({ name, node, initial });
    return node;
  }

  override state(name: string, shape: Shape, initial?: () => ArrayLike<number>): Node {
    const node = super.state(name, shape, initial);
    this.declared.push({ name, node, initial });
    return node;
  }

  /**
   * Moves the average of every parameter and state, running statistics of batch normalisation too: a ← a + share·(w − a),
   * from the initial w on (Y. Yazıcı et al., 2019), with the share of `averageScalars`. To be appended after the update.
   */
  average(): void {
    const share = stepScalar(this.graph, shareName);
    for (const { name, node, initial } of this.declared) {
      const average = modelVariable(this.graph, "state", averageOf(name), node.type.shape, initial);
      accumulate(average, multiply(subtract(node, average), share));
    }
  }
}

/** A scope in which a network that does not train is made of the averages. */
export class AverageScope extends Scope {
  override parameter(name: string, shape: Shape, initial: () => ArrayLike<number>): Node {
    return modelVariable(this.graph, "state", averageOf(name), shape, initial);
  }

  override state(name: string, shape: Shape, initial?: () => ArrayLike<number>): Node {
    return super.state(averageOf(name), shape, initial);
  }
}
