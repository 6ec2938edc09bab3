import { useRef, useState } from "preact/hooks";
import { images } from "../../api/images";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field, Select } from "../../components/Field";
import { Meter } from "../../components/Meter";
import { complain, tell } from "../../state/notices";
import { texts } from "../../texts";

interface TakeInProps {
  file: File;
  onClose: () => void;
}

/** Makes images of an archive: either it has some in it, or it is the files of one. */
export function TakeIn({ file, onClose }: TakeInProps) {
  const [kind, setKind] = useState("load");
  const [name, setName] = useState(suggestedName(file.name));
  const [share, setShare] = useState<number | null>(null);
  const ending = useRef(new AbortController());
  const start = async () => {
    setShare(0);
    try {
      const { signal } = ending.current;
      const taken = kind === "load" ? (await images.load(file, setShare, signal)).images.join(", ") : (await images.import(name.trim(), file, setShare, signal)).image;
      tell(texts.images.imported(taken));
    } catch (failure) {
      complain(failure);
    }
    onClose();
  };
  const cancel = () => {
    ending.current.abort();
    onClose();
  };
  return (
    <Dialog
      title={texts.images.importTitle(file.name)}
      onClose={cancel}
      onSubmit={() => void start()}
      actions={
        <>
          <Button onClick={cancel}>{texts.actions.cancel}</Button>
          <Button submit tone="primary" disabled={share !== null || (kind === "import" && name.trim() === "")}>{texts.images.importStart}</Button>
        </>
      }
    >
      <Select label={texts.images.kind} value={kind} onChange={setKind} choices={[["load", texts.images.kindLoad], ["import", texts.images.kindImport]]} />
      {kind === "import" && <Field label={texts.images.importName} value={name} onInput={setName} mono required />}
      {share !== null && (
        <>
          <Meter label={file.name} share={share} />
          <p class="muted" role="status">{texts.images.importProgress(Math.round(share * 100))}</p>
        </>
      )}
    </Dialog>
  );
}

function suggestedName(file: string): string {
  return `${file.split(".")[0]?.toLowerCase().replace(/[^a-z0-9-]+/g, "-") ?? "image"}:latest`;
}
