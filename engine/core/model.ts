// A model: the named tensors that programs share and that outlive a step (parameters, states, resident data).

import { formatShape, sameShape, sizeOf, type TensorType } from "./shape";

/** Parameters are trained; states (optimizer moments, running statistics) are checkpointed too; data are neither. */
export type VariableKind = "parameter" | "state" | "data";

export interface Variable {
  readonly name: string;
  readonly kind: VariableKind;
  readonly type: TensorType;
  /** Values at the start, row-major, or what gives them when memory for them is there; zeros when absent. */
  readonly initial?: ArrayLike<number> | (() => ArrayLike<number>);
}

/** @throws Error when the initial values do not fill the shape */
export function initialValuesOf({ name, type, initial }: Variable): ArrayLike<number> | undefined {
  const values = typeof initial === "function" ? initial() : initial;
  if (values && values.length !== sizeOf(type.shape)) {
    throw new Error(`${values.length} values do not fill ${name} ${formatShape(type)}.`);
  }
  return values;
}

/** One arena; several graphs (train, evaluate, …) over the same model share its variables. */
export class Model {
  private readonly byName = new Map<string, Variable>();

  get variables(): readonly Variable[] {
    return [...this.byName.values()];
  }

  /** @throws Error when the name is taken, or the initial values do not fill the shape */
  declare(variable: Variable): Variable {
    if (this.byName.has(variable.name)) throw new Error(`The model already has a variable named ${variable.name}.`);
    if (variable.type.batched) throw new Error(`The variable ${variable.name} cannot be batched.`);
    if (typeof variable.initial !== "function") initialValuesOf(variable);
    this.byName.set(variable.name, variable);
    return variable;
  }

  /** The variable of that name, declared now unless it is there with the same shape and kind. */
  ensure(variable: Variable): Variable {
    const existing = this.byName.get(variable.name);
    if (!existing) return this.declare(variable);
    if (existing.kind !== variable.kind || !sameShape(existing.type.shape, variable.type.shape)) {
      throw new Error(`The model already has another variable named ${variable.name}.`);
    }
    return existing;
  }

  find(name: string): Variable | undefined {
    return this.byName.get(name);
  }

  /** Number of trained values. */
  get parameterCount(): number {
    return this.variables
      .filter(({ kind }) => kind === "parameter")
      .reduce((sum, { type }) => sum + sizeOf(type.shape), 0);
  }
}
