import { images } from "../api/images";
import type { ImageSummary } from "../api/contracts";
import { texts } from "../texts";
import { complain, tell } from "./notices";
import { ask } from "./question";

export async function tagImage(name: string): Promise<void> {
  const answer = await ask({
    title: texts.images.tagTitle(name), text: "", action: texts.images.tag, harmless: true, input: { label: texts.images.tagLabel, value: "" },
  });
  if (answer) {
    await images.tag(name, answer.input).then(({ image }) => tell(texts.images.tagged(image)), complain);
  }
}

/** Removes an image, after it was asked; one of several names has to lose all of them. Tells whether it was done. */
export async function removeImage({ id, tags }: Pick<ImageSummary, "id" | "tags">, name: string): Promise<boolean> {
  const several = tags.length > 1;
  const answer = await ask({
    title: texts.images.removeTitle(name), text: texts.images.removeText, action: texts.actions.remove, option: several ? texts.images.removeForce : undefined,
  });
  if (!answer) {
    return false;
  }
  try {
    await images.remove(answer.option ? id : name, answer.option);
    tell(texts.images.removed(name));
    return true;
  } catch (failure) {
    complain(failure);
    return false;
  }
}
