import { useState } from "preact/hooks";
import { images } from "../api/images";
import { networks } from "../api/networks";
import { Button } from "../components/Button";
import { CopyButton } from "../components/CopyButton";
import { Check, Field, FieldGroup, Select } from "../components/Field";
import { Icon } from "../components/Icon";
import { Page } from "../components/Page";
import { launch, launching } from "../state/launch";
import { tell } from "../state/notices";
import { query, to } from "../state/route";
import { keepTile } from "../state/tiles";
import { useResource } from "../state/useResource";
import { texts } from "../texts";
import { runLine } from "../words/shell";
import { emptyEnv, emptyForm, emptyMount, emptyPort, mistakesOf, requestOf, type CreateForm } from "./create/CreateForm";
import { Rows } from "./create/Rows";

interface PartProps {
  form: CreateForm;
  change: (changed: Partial<CreateForm>) => void;
}

/** A container, described piece by piece, and the command line that says the same. */
export function CreateContainer() {
  const [form, setForm] = useState<CreateForm>(() => ({ ...emptyForm, image: query.value.get("image") ?? "" }));
  const [mistakes, setMistakes] = useState<string[]>([]);
  const change = (changed: Partial<CreateForm>) => setForm((before) => ({ ...before, ...changed }));
  const checked = (work: () => void) => {
    const found = mistakesOf(form);
    setMistakes(found);
    if (found.length === 0) {
      work();
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    checked(() => void launch(requestOf(form)));
  };
  const busy = launching.value !== null;
  return (
    <Page title={texts.create.title} above={<a class="above" href={to("containers")}><Icon name="back" />{texts.containers.back}</a>}>
      <form class="create" onSubmit={submit} noValidate>
        <Basics form={form} change={change} />
        <Connections form={form} change={change} />
        <Limits form={form} change={change} />
        <More form={form} change={change} />
        <RunLine form={form} />
        {mistakes.length > 0 && <ul class="problem" role="alert">{mistakes.map((mistake) => <li key={mistake}>{mistake}</li>)}</ul>}
        <div class="form-actions">
          <Button submit tone="primary" icon="play" disabled={busy}>{texts.create.submit}</Button>
          <Button disabled={busy} onClick={() => checked(() => void launch(requestOf(form), false))}>{texts.create.submitOnly}</Button>
          <Button icon="plus" onClick={() => checked(() => keep(form))}>{texts.create.keep}</Button>
        </div>
      </form>
    </Page>
  );
}

function keep(form: CreateForm): void {
  const request = requestOf(form);
  const name = request.name ?? request.image;
  keepTile({ name, detail: [request.image, ...(request.cmd ?? [])].join(" "), request });
  tell(texts.create.kept(name));
}

function Basics({ form, change }: PartProps) {
  const known = useResource(images.list, []);
  return (
    <FieldGroup title={texts.create.basics}>
      <div class="form-grid">
        <Field
          label={texts.create.image} value={form.image} hint={texts.create.imageHint} mono required focused={form.image === ""}
          choices={known.value?.flatMap((image) => image.tags)} onInput={(image) => change({ image })}
        />
        <Field label={texts.create.name} value={form.name} hint={texts.create.nameHint} mono onInput={(name) => change({ name })} />
      </div>
      <Field label={texts.create.command} value={form.command} hint={texts.create.commandHint} mono onInput={(command) => change({ command })} />
    </FieldGroup>
  );
}

function Connections({ form, change }: PartProps) {
  return (
    <>
      <Rows title={texts.create.ports} add={texts.create.addPort} rows={form.ports} empty={emptyPort} onChange={(ports) => change({ ports })}>
        {(port, set) => (
          <>
            <Field label={texts.create.hostPort} type="number" value={port.hostPort} onInput={(hostPort) => set({ hostPort })} />
            <Field label={texts.create.containerPort} type="number" value={port.containerPort} onInput={(containerPort) => set({ containerPort })} />
            <Select label={texts.create.protocol} value={port.protocol} choices={[["tcp", "TCP"], ["udp", "UDP"]]} onChange={(protocol) => set({ protocol })} />
          </>
        )}
      </Rows>
      <Rows title={texts.create.env} add={texts.create.addEnv} rows={form.env} empty={emptyEnv} onChange={(env) => change({ env })}>
        {(variable, set) => (
          <>
            <Field label={texts.create.envName} mono value={variable.name} onInput={(name) => set({ name })} />
            <Field label={texts.create.envValue} mono value={variable.value} onInput={(value) => set({ value })} />
          </>
        )}
      </Rows>
      <Rows title={texts.create.mounts} add={texts.create.addMount} rows={form.mounts} empty={emptyMount} onChange={(mounts) => change({ mounts })}>
        {(mount, set) => (
          <>
            <Select
              label={texts.create.mountType} value={mount.type} onChange={(type) => set({ type })}
              choices={[["volume", texts.create.volume], ["bind", texts.create.bind], ["tmpfs", texts.create.tmpfs]]}
            />
            {mount.type !== "tmpfs" && <Field label={texts.create.source} mono value={mount.source} onInput={(source) => set({ source })} />}
            <Field label={texts.create.target} mono value={mount.target} onInput={(target) => set({ target })} />
            {mount.type !== "tmpfs" && <Check label={texts.create.readOnly} checked={mount.readOnly} onChange={(readOnly) => set({ readOnly })} />}
          </>
        )}
      </Rows>
    </>
  );
}

function Limits({ form, change }: PartProps) {
  return (
    <FieldGroup title={texts.create.limits}>
      <div class="form-grid">
        <Field label={texts.create.memory} type="number" placeholder={texts.unlimited} value={form.memory} onInput={(memory) => change({ memory })} />
        <Field label={texts.create.cpus} type="number" placeholder={texts.unlimited} value={form.cpus} onInput={(cpus) => change({ cpus })} />
        <Field label={texts.create.pids} type="number" placeholder={texts.unlimited} value={form.pids} onInput={(pids) => change({ pids })} />
      </div>
    </FieldGroup>
  );
}

function More({ form, change }: PartProps) {
  const known = useResource(networks.list, []);
  return (
    <FieldGroup title={texts.create.more}>
      <div class="form-grid">
        <Field
          label={texts.create.network} mono placeholder="bridge" value={form.network} choices={known.value?.map(({ name }) => name)}
          onInput={(network) => change({ network })}
        />
        <Select label={texts.create.restart} value={form.restart} choices={Object.entries(texts.create.restartChoices)} onChange={(restart) => change({ restart })} />
        <Field label={texts.create.user} mono value={form.user} onInput={(user) => change({ user })} />
        <Field label={texts.create.workDir} mono value={form.workDir} onInput={(workDir) => change({ workDir })} />
      </div>
      <Check label={texts.create.autoRemove} checked={form.autoRemove} onChange={(autoRemove) => change({ autoRemove })} />
      <Check label={texts.create.readOnlyRoot} checked={form.readOnlyRoot} onChange={(readOnlyRoot) => change({ readOnlyRoot })} />
      <Check label={texts.create.tty} checked={form.tty} onChange={(tty) => change({ tty })} />
    </FieldGroup>
  );
}

function RunLine({ form }: { form: CreateForm }) {
  const line = runLine(requestOf(form));
  return (
    <div class="run-line">
      <h2>{texts.create.line}</h2>
      <div class="code-block">
        <CopyButton text={line} />
        <pre tabIndex={0} role="region" aria-label={texts.create.line}>{line}</pre>
      </div>
    </div>
  );
}
