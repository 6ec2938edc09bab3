import type {
  ContainerDetails, ContainerProcess, ContainerStats, ContainerSummary, CreateContainerRequest, OutputFrame,
} from "./contracts";
import { read, readLines, send } from "./http";

const path = "/v1/containers";

/** What can be done to a container without more being said. */
export type ContainerAction = "start" | "stop" | "restart" | "kill" | "pause" | "unpause";

export interface LogQuery {
  tail?: number;
  follow?: boolean;
}

function of(id: string): string {
  return `${path}/${encodeURIComponent(id)}`;
}

export const containers = {
  /** All, or those with these in their names. */
  list: (names: string[], signal?: AbortSignal) => read<ContainerSummary[]>("GET", path, { query: { all: true, name: names }, signal }),
  create: (request: CreateContainerRequest) => read<{ id: string; warnings: string[] }>("POST", path, { json: request }),
  details: (id: string, signal?: AbortSignal) => read<ContainerDetails>("GET", of(id), { signal }),
  act: (id: string, action: ContainerAction) => send("POST", `${of(id)}/${action}`),
  rename: (id: string, name: string) => send("POST", `${of(id)}/rename`, { json: { name } }),
  remove: (id: string) => send("DELETE", of(id), { query: { force: true } }),
  processes: (id: string, signal?: AbortSignal) => read<ContainerProcess[]>("GET", `${of(id)}/top`, { signal }),
  stats: (id: string, signal: AbortSignal) => readLines<ContainerStats>("GET", `${of(id)}/stats`, { query: { stream: true }, signal }),
  logs: (id: string, { tail, follow }: LogQuery, signal: AbortSignal) =>
    readLines<OutputFrame>("GET", `${of(id)}/logs`, { query: { tail, follow, timestamps: true }, signal }),
  execPath: (id: string) => `${of(id)}/exec/tty`,
  prune: () => read<{ removed: string[]; reclaimedBytes: number }>("POST", `${path}/prune`),
};
