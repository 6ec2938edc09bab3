import { useState } from "preact/hooks";
import { files } from "../../api/files";
import type { ContainerSummary, DirectoryEntry } from "../../api/contracts";
import { Button } from "../../components/Button";
import { DropZone } from "../../components/DropZone";
import { Field } from "../../components/Field";
import { Loaded } from "../../components/Loaded";
import { Meter } from "../../components/Meter";
import { go, to } from "../../state/route";
import { ask } from "../../state/question";
import { complain, tell } from "../../state/notices";
import { useResource } from "../../state/useResource";
import { texts } from "../../texts";
import { FileEditor } from "./FileEditor";
import { FileTable } from "./FileTable";
import { NotRunning } from "./NotRunning";

interface ContainerFilesProps {
  container: ContainerSummary;
  /** The directory that is shown. */
  path: string;
}

export function ContainerFiles({ container, path }: ContainerFilesProps) {
  return container.state === "running" ? <Browser container={container} path={path} /> : <NotRunning container={container} />;
}

interface Sending {
  name: string;
  share: number;
}

function Browser({ container, path }: ContainerFilesProps) {
  const listing = useResource((signal) => files.list(container.id, path, signal), [container.id, path]);
  const [edited, setEdited] = useState<DirectoryEntry | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const within = (name: string) => `${path === "/" ? "" : path}/${name}`;
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (failure) {
      complain(failure);
    } finally {
      setSending(null);
      listing.reload();
    }
  };
  const upload = (chosen: File[]) => attempt(async () => {
    for (const file of chosen) {
      await files.write(container.id, within(file.name), file, undefined, (share) => setSending({ name: file.name, share }));
      tell(texts.files.uploaded(file.name));
    }
  });
  const makeDirectory = async () => {
    const answer = await ask({
      title: texts.files.newDirectory, text: "", action: texts.actions.create, harmless: true, input: { label: texts.files.directoryName, value: "" },
    });
    if (answer) {
      await attempt(() => files.makeDirectory(container.id, within(answer.input)));
    }
  };
  return (
    <DropZone label={texts.files.drop} onFiles={(chosen) => void upload(chosen)}>
      {(choose) => (
        <>
          <PathField name={container.name} path={path} />
          <div class="toolbar">
            <Breadcrumb name={container.name} path={path} />
            <Button icon="folder" onClick={() => void makeDirectory()}>{texts.files.newDirectory}</Button>
            <Button icon="upload" onClick={choose}>{texts.files.upload}</Button>
          </div>
          {sending && (
            <div role="status">
              {texts.files.uploading(sending.name, Math.round(sending.share * 100))}
              <Meter label={sending.name} share={sending.share} />
            </div>
          )}
          <Loaded resource={listing}>
            {({ entries, truncated }) => (
              <FileTable
                container={container} path={path} entries={entries} truncated={truncated} within={within}
                onEdit={setEdited} attempt={(work) => void attempt(work)}
              />
            )}
          </Loaded>
          {edited && <FileEditor container={container.id} path={within(edited.name)} entry={edited} onClose={() => setEdited(null)} onSaved={listing.reload} />}
        </>
      )}
    </DropZone>
  );
}

function Breadcrumb({ name, path }: { name: string; path: string }) {
  const parts = path.split("/").filter(Boolean);
  return (
    <nav class="breadcrumb mono" aria-label={texts.files.breadcrumb}>
      <a href={to("containers", name, "files")}>{texts.files.root}</a>
      {parts.map((part, index) => (
        <span key={index}>{index > 0 && "/"}<a href={to("containers", name, "files", ...parts.slice(0, index + 1))}>{part}</a></span>
      ))}
    </nav>
  );
}

function PathField({ name, path }: { name: string; path: string }) {
  const [typed, setTyped] = useState(path);
  const [shown, setShown] = useState(path);
  if (shown !== path) {
    setShown(path);
    setTyped(path);
  }
  const submit = (event: Event) => {
    event.preventDefault();
    go("containers", name, "files", ...typed.split("/").filter(Boolean));
  };
  return (
    <form class="toolbar" onSubmit={submit}>
      <Field label={texts.files.path} value={typed} onInput={setTyped} mono />
      <Button submit>{texts.files.go}</Button>
    </form>
  );
}
