import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { texts } from "../texts";

interface PageProps {
  title: string;
  /** Beside the title: counts, states. */
  aside?: ComponentChildren;
  actions?: ComponentChildren;
  /** The link above the title, to where this page belongs. */
  above?: ComponentChildren;
  children: ComponentChildren;
}

let shownBefore = false;

/** A page: its title has the focus when somebody goes there, so that it is read out and Tab goes on from it. */
export function Page({ title, aside, actions, above, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${texts.name}`;
    if (shownBefore) {
      heading.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    shownBefore = true;
  }, [title]);
  return (
    <div class="page">
      {above}
      <header class="page-head">
        <div class="page-title">
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {aside}
        </div>
        {actions && <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
