import { containers } from "../../api/containers";
import type { ContainerSummary } from "../../api/contracts";
import { Button } from "../../components/Button";
import { Loaded } from "../../components/Loaded";
import { useResource } from "../../state/useResource";
import { texts } from "../../texts";
import { NotRunning } from "./NotRunning";

export function Processes({ container }: { container: ContainerSummary }) {
  return container.state === "running" ? <ProcessTable id={container.id} /> : <NotRunning container={container} />;
}

function ProcessTable({ id }: { id: string }) {
  const processes = useResource((signal) => containers.processes(id, signal), [id]);
  return (
    <>
      <div class="toolbar"><Button icon="restart" onClick={processes.reload}>{texts.actions.refresh}</Button></div>
      <Loaded resource={processes}>
        {(all) => (
          <table class="table">
            <caption class="hidden">{texts.detail.processes}</caption>
            <thead>
              <tr><th>{texts.processes.pid}</th><th>{texts.processes.parent}</th><th>{texts.processes.user}</th><th>{texts.processes.command}</th></tr>
            </thead>
            <tbody>
              {all.map(({ pid, parentPid, user, command }) => (
                <tr key={pid}>
                  <td class="number">{pid}</td><td class="number">{parentPid}</td><td>{user}</td><td class="mono break">{command}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </>
  );
}
