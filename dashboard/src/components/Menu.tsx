import { useEffect, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./Icon";

export interface MenuItem {
  text: string;
  icon?: IconName;
  danger?: boolean;
  onSelect: () => void;
}

interface MenuProps {
  label: string;
  items: MenuItem[];
}

/** A button that shows further actions; arrows go through them, Escape closes it. */
export function Menu({ label, items }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) {
      return;
    }
    root.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const closeOutside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) {
        setOpen(false);
      }
    };
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      close();
    } else if (event.key === "Tab") {
      setOpen(false);
    } else if (move(root.current, event.key)) {
      event.preventDefault();
    }
  };
  const select = (item: MenuItem) => {
    close();
    item.onSelect();
  };
  return (
    <div class="menu" ref={root} onKeyDown={open ? press : undefined}>
      <button
        ref={button} type="button" class="button icon-only quiet" aria-label={label} title={label}
        aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}
      >
        <Icon name="more" />
      </button>
      {open && (
        <div class="menu-items" role="menu" aria-label={label}>
          {items.map((item) => (
            <button key={item.text} type="button" role="menuitem" tabIndex={-1} class={item.danger ? "danger" : ""} onClick={() => select(item)}>
              {item.icon && <Icon name={item.icon} />}
              {item.text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

// Puts the focus where the key leads; tells whether it is one that leads anywhere.
function move(root: HTMLElement | null, key: string): boolean {
  const items = [...(root?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  const current = items.indexOf(document.activeElement as HTMLElement);
  const targets: Record<string, number> = { ArrowDown: current + 1, ArrowUp: current - 1 + items.length, Home: 0, End: items.length - 1 };
  const target = targets[key];
  if (target === undefined) {
    return false;
  }
  items[target % items.length]?.focus();
  return true;
}
