import type { ContainerSummary } from "../../api/contracts";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { actOnAll } from "../../state/containerActions";
import { texts } from "../../texts";

/** In place of what only a running container has. */
export function NotRunning({ container }: { container: ContainerSummary }) {
  return (
    <Empty icon="stop" title={texts.detail.notRunning} hint={texts.detail.notRunningHint}>
      <Button icon="play" tone="primary" onClick={() => void actOnAll([container], "start")}>{texts.actions.start}</Button>
    </Empty>
  );
}
