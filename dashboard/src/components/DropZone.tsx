import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

interface DropZoneProps {
  label: string;
  /** Kinds of file that are offered. */
  accept?: string;
  onFiles: (files: File[]) => void;
  /** Given what opens the browser's own choice of files. */
  children: (choose: () => void) => ComponentChildren;
}

/** A part of the page on which files can be dropped. */
export function DropZone({ label, accept, onFiles, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined) => {
    if (files && files.length > 0) {
      onFiles([...files]);
    }
  };
  const drag = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      setOver(true);
    }
  };
  const leave = (event: DragEvent) => {
    if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) {
      setOver(false);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files);
  };
  const choose = () => input.current?.click();
  const chosen = (event: { currentTarget: HTMLInputElement }) => {
    take(event.currentTarget.files);
    event.currentTarget.value = ""; // so that the same can be chosen again
  };
  return (
    <div class={over ? "drop-zone over" : "drop-zone"} onDragOver={drag} onDragLeave={leave} onDrop={drop}>
      <input ref={input} type="file" multiple={accept === undefined} accept={accept} class="hidden" tabIndex={-1} aria-label={label} onChange={chosen} />
      {children(choose)}
      {over && <p class="drop-hint" aria-hidden="true">{label}</p>}
    </div>
  );
}
