import type { NetworkDetails, NetworkSummary } from "./contracts";
import { read, send } from "./http";

const path = "/v1/networks";

function of(id: string): string {
  return `${path}/${encodeURIComponent(id)}`;
}

export const networks = {
  list: (signal?: AbortSignal) => read<NetworkSummary[]>("GET", path, { signal }),
  details: (id: string, signal?: AbortSignal) => read<NetworkDetails>("GET", of(id), { signal }),
  create: (request: { name: string; internal: boolean; subnet?: string }) => read<{ id: string }>("POST", path, { json: request }),
  remove: (id: string) => send("DELETE", of(id)),
  prune: () => read<{ removed: string[] }>("POST", `${path}/prune`),
  connect: (id: string, container: string) => send("POST", `${of(id)}/connect`, { json: { container } }),
  disconnect: (id: string, container: string) => send("POST", `${of(id)}/disconnect`, { json: { container, force: true } }),
};
