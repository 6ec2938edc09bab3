import type { ImageDetails, ImageHistoryEntry, ImageSummary, ImagesRemoved, PullProgress } from "./contracts";
import { read, readLines } from "./http";
import { upload } from "./upload";

const path = "/v1/images";

export const images = {
  list: (signal?: AbortSignal) => read<ImageSummary[]>("GET", path, { signal }),
  details: (image: string, signal?: AbortSignal) => read<ImageDetails>("GET", `${path}/inspect`, { query: { image }, signal }),
  history: (image: string, signal?: AbortSignal) => read<ImageHistoryEntry[]>("GET", `${path}/history`, { query: { image }, signal }),
  pull: (image: string, signal: AbortSignal) => readLines<PullProgress>("POST", `${path}/pull`, { json: { image }, signal }),
  tag: (image: string, name: string) => read<{ image: string }>("POST", `${path}/tag`, { query: { image, name } }),
  remove: (image: string, force: boolean) => read<ImagesRemoved>("DELETE", path, { query: { image, force } }),
  prune: (all: boolean) => read<ImagesRemoved>("POST", `${path}/prune`, { query: { all } }),
  /** Takes what 'docker save' wrote. */
  load: (body: Blob, progress: (share: number) => void, signal: AbortSignal) =>
    upload<{ images: string[] }>("POST", `${path}/load`, { query: {}, body, progress, signal }),
  /** Makes an image of a root file system. */
  import: (image: string, body: Blob, progress: (share: number) => void, signal: AbortSignal) =>
    upload<{ image: string }>("POST", `${path}/import`, { query: { image }, body, progress, signal }),
};
