import type { VolumeInfo } from "./contracts";
import { read, send } from "./http";

const path = "/v1/volumes";

export const volumes = {
  list: (signal?: AbortSignal) => read<VolumeInfo[]>("GET", path, { signal }),
  create: (name: string) => read<VolumeInfo>("POST", path, { json: { name } }),
  remove: (name: string) => send("DELETE", `${path}/${encodeURIComponent(name)}`),
  prune: (all: boolean) => read<{ removed: string[]; reclaimedBytes: number }>("POST", `${path}/prune`, { query: { all } }),
};
