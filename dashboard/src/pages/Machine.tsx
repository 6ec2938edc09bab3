import { useState } from "preact/hooks";
import { logServices, machine, type LogService } from "../api/machine";
import { DeferredTerminal } from "../components/DeferredTerminal";
import { Page } from "../components/Page";
import { Tabs } from "../components/Tabs";
import { LogView } from "../logs/LogView";
import { downloadLog } from "../logs/downloadLog";
import { useLog } from "../logs/useLog";
import { to } from "../state/route";
import { texts } from "../texts";

const commands = ["free -h", "df -h", "uname -a", "ps aux | head -20"];
const firstTail = 1000;

/** A shell in the virtual machine, and its logs. */
export function Machine({ view }: { view: string }) {
  const service = logServices.find((one) => one === view);
  const tabs = [
    { id: "shell", text: texts.machine.shell, href: to("terminal") },
    ...logServices.map((one) => ({ id: one, text: texts.machine.logs[one], href: to("terminal", one) })),
  ];
  return (
    <Page title={texts.machine.title}>
      <Tabs label={texts.machine.tabs} tabs={tabs} current={service ?? "shell"} />
      {service ? <ServiceLog key={service} service={service} /> : <Shell />}
    </Page>
  );
}

function Shell() {
  const [type, setType] = useState<((text: string) => void) | null>(null);
  return (
    <>
      <ul class="chips" aria-label={texts.terminal.chips}>
        {commands.map((command) => (
          <li key={command}>
            <button type="button" class="chip mono" disabled={type === null} onClick={() => type?.(`${command}\r`)}>{command}</button>
          </li>
        ))}
      </ul>
      <DeferredTerminal label={texts.terminal.machine} path={machine.shellPath} onReady={(ready) => setType(() => ready)} />
    </>
  );
}

function ServiceLog({ service }: { service: LogService }) {
  const [tail, setTail] = useState<number | undefined>(firstTail);
  const log = useLog((signal) => machine.logs(service, tail, true, signal), [tail]);
  const download = () => downloadLog(`${service}.log`, (signal) => machine.logs(service, undefined, false, signal));
  return <LogView log={log} tail={tail} onTail={setTail} onDownload={() => void download()} />;
}
