import type { ContainerSummary, ImageSummary } from "../api/contracts";

/** What an image is called; the beginning of its id if it has no name. */
export function imageName({ tags, id }: Pick<ImageSummary, "tags" | "id">): string {
  return tags[0] ?? shortId(id);
}

export function shortId(id: string): string {
  return id.replace("sha256:", "").slice(0, 12);
}

/** Whether a container was made of an image, by what it calls its image. */
export function uses({ image }: ContainerSummary, { tags, id }: ImageSummary): boolean {
  return tags.includes(image) || tags.includes(`${image}:latest`) || image === id || shortId(image) === shortId(id);
}
