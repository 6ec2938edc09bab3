import { useState } from "preact/hooks";
import { containers } from "../../api/containers";
import type { ContainerSummary } from "../../api/contracts";
import { Button } from "../../components/Button";
import { DeferredTerminal } from "../../components/DeferredTerminal";
import { Field } from "../../components/Field";
import { texts } from "../../texts";
import { split } from "../../words/shell";
import { NotRunning } from "./NotRunning";

interface Wanted {
  command: string;
  user: string;
}

/** A command in the container, at first its shell. */
export function ContainerTerminal({ container }: { container: ContainerSummary }) {
  const [wanted, setWanted] = useState<Wanted>({ command: "sh", user: "" });
  const [opened, setOpened] = useState(wanted);
  if (container.state !== "running") {
    return <NotRunning container={container} />;
  }
  const submit = (event: Event) => {
    event.preventDefault();
    setOpened({ ...wanted });
  };
  return (
    <>
      <form class="toolbar" onSubmit={submit}>
        <Field label={texts.terminal.command} value={wanted.command} mono required onInput={(command) => setWanted({ ...wanted, command })} />
        <Field label={texts.terminal.user} value={wanted.user} mono placeholder="root" onInput={(user) => setWanted({ ...wanted, user })} />
        <Button submit icon="terminal">{texts.terminal.open}</Button>
      </form>
      <DeferredTerminal label={container.name} path={containers.execPath(container.id)} query={{ cmd: split(opened.command), user: opened.user || undefined }} />
    </>
  );
}
