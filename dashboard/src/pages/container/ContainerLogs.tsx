import { useState } from "preact/hooks";
import { containers } from "../../api/containers";
import type { ContainerSummary } from "../../api/contracts";
import { LogView } from "../../logs/LogView";
import { downloadLog } from "../../logs/downloadLog";
import { useLog } from "../../logs/useLog";

const firstTail = 1000;

export function ContainerLogs({ container }: { container: ContainerSummary }) {
  const [tail, setTail] = useState<number | undefined>(firstTail);
  const runs = container.state === "running";
  const log = useLog((signal) => containers.logs(container.id, { tail, follow: true }, signal), [container.id, tail, runs]);
  const download = () => downloadLog(`${container.name}.log`, (signal) => containers.logs(container.id, {}, signal));
  return <LogView log={log} tail={tail} onTail={setTail} onDownload={() => void download()} timed />;
}
