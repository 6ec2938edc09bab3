import type { DirectoryListing } from "./contracts";
import { read, send } from "./http";
import { upload } from "./upload";

function of(container: string): string {
  return `/v1/containers/${encodeURIComponent(container)}/files`;
}

/** The files of a container. */
export const files = {
  list: (container: string, path: string, signal?: AbortSignal) =>
    read<DirectoryListing>("GET", `${of(container)}/list`, { query: { path, limit: 5000 }, signal }),
  get: async (container: string, path: string) => (await send("GET", of(container), { query: { path } })).blob(),
  archive: async (container: string, path: string) => (await send("GET", `${of(container)}/archive`, { query: { path } })).blob(),
  write: (container: string, path: string, body: Blob, mode?: string, progress?: (share: number) => void) =>
    upload<void>("PUT", of(container), { query: { path, mode }, body, progress }),
  makeDirectory: (container: string, path: string) => send("POST", `${of(container)}/mkdir`, { query: { path } }),
  move: (container: string, from: string, to: string) => send("POST", `${of(container)}/move`, { json: { from, to } }),
  remove: (container: string, path: string) => send("DELETE", of(container), { query: { path, recursive: true } }),
};
