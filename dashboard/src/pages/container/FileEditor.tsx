import { useEffect, useId, useState } from "preact/hooks";
import { files } from "../../api/files";
import type { DirectoryEntry } from "../../api/contracts";
import { Problem } from "../../api/problem";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemBox } from "../../components/ProblemBox";
import { ask } from "../../state/question";
import { complain, tell } from "../../state/notices";
import { texts } from "../../texts";
import { bytes } from "../../words/bytes";

const largestBytes = 1024 * 1024;

interface FileEditorProps {
  container: string;
  path: string;
  entry: DirectoryEntry;
  onClose: () => void;
  onSaved: () => void;
}

/** A text file, to be changed. */
export function FileEditor({ container, path, entry, onClose, onSaved }: FileEditorProps) {
  const [before, setBefore] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const label = useId();
  useEffect(() => {
    readText(container, path, entry).then((read) => {
      setBefore(read);
      setText(read);
    }, (failure: unknown) => setProblem(Problem.from(failure)));
  }, []);
  const changed = before !== null && text !== before;
  const close = async () => {
    if (!changed || (await ask({ title: texts.files.discardTitle, text: texts.files.discardText, action: texts.files.discard }))) {
      onClose();
    }
  };
  const save = async () => {
    try {
      await files.write(container, path, new Blob([text]), entry.mode);
      tell(texts.files.saved(entry.name));
      onSaved();
      onClose();
    } catch (failure) {
      complain(failure);
    }
  };
  return (
    <Dialog
      wide
      title={texts.files.editTitle(path)}
      onClose={() => void close()}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={() => void close()}>{texts.actions.cancel}</Button>
          <Button submit tone="primary" disabled={!changed}>{texts.actions.save}</Button>
        </>
      }
    >
      {problem && <ProblemBox problem={problem} />}
      {before === null && !problem && <p class="loading" role="status">{texts.loading}</p>}
      {before !== null && (
        <>
          <label class="hidden" for={label}>{texts.files.content}</label>
          <textarea id={label} class="editor mono" spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </>
      )}
    </Dialog>
  );
}

async function readText(container: string, path: string, entry: DirectoryEntry): Promise<string> {
  if (entry.sizeBytes > largestBytes) {
    throw refused(texts.problems.tooLargeToEdit(bytes(entry.sizeBytes)));
  }
  const content = await (await files.get(container, path)).arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw refused(texts.problems.notText);
  }
}

function refused(detail: string): Problem {
  return new Problem({ status: 415, title: texts.problems.title, detail, code: "not_text", remedy: "" });
}
