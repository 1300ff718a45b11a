// Training a graph network: the trainer of tables, whose steps are whole epochs here.

import type { Session } from "../../core/executor";
import { Trainer, type TrainerOptions } from "../trainer";
import type { NodeNetwork } from "./node-network";

export type NodeTrainer = Trainer;
/** `train` and `validation` are nodes; `loss` is that of the network. */
export type NodeTrainerOptions = Omit<TrainerOptions, "session" | "graphs" | "table">;

/** On a session opened on `network.model` and `network.graphs`; every epoch is a step on all training nodes. */
export const nodeTrainer = (session: Session, network: NodeNetwork, options: NodeTrainerOptions): NodeTrainer =>
  new Trainer({ session, graphs: network.graphs, table: network.table, ...options });
