import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { texts } from "../texts";
import { IconButton } from "./Button";

interface DialogProps {
  title: string;
  wide?: boolean;
  onClose: () => void;
  /** What the form in it does, and then it is closed by whoever opened it. */
  onSubmit?: () => void;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A modal dialog of the browser's own: it keeps the focus, and Escape closes it. */
export function Dialog({ title, wide, onClose, onSubmit, actions, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close(); // which gives the focus back, if it is still in the page
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    onSubmit?.();
  };
  const cancel = (event: Event) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={element} class={wide ? "dialog wide" : "dialog"} aria-labelledby={heading} onCancel={cancel}>
      <form onSubmit={submit}>
        <header class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <IconButton icon="close" label={texts.actions.close} onClick={onClose} />
        </header>
        <div class="dialog-body">{children}</div>
        {actions && <footer class="dialog-actions">{actions}</footer>}
      </form>
    </dialog>
  );
}
