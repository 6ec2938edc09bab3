import { launching } from "../state/launch";
import { pull } from "../state/pull";
import { texts } from "../texts";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { PullLayers } from "./PullLayers";

/** How far the container, or the image, that somebody waits for is. */
export function LaunchDialog() {
  const current = pull.value;
  if (current) {
    return (
      <Dialog title={texts.images.pullTitle(current.image)} onClose={current.cancel} actions={<Button onClick={current.cancel}>{texts.actions.cancel}</Button>}>
        <PullLayers pull={current} />
      </Dialog>
    );
  }
  return launching.value && <p class="launching" role="status">{launching.value}</p>;
}
