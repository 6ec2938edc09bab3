import type { PortMapping } from "../../api/contracts";
import { texts } from "../../texts";
import { portText } from "../../words/ports";

/** Published ports; those of TCP lead there. */
export function Ports({ ports }: { ports: PortMapping[] }) {
  return ports.length === 0 ? <span class="muted">–</span> : (
    <ul class="ports">
      {ports.map((port) => (
        <li key={portText(port)} class="mono">
          {port.protocol === "udp"
            ? portText(port)
            : <a href={`http://${location.hostname}:${port.hostPort}/`} target="_blank" rel="noreferrer" title={texts.detail.openPort(port.hostPort)}>{portText(port)}</a>}
        </li>
      ))}
    </ul>
  );
}
