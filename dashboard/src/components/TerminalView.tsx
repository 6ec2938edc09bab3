import { FitAddon } from "@xterm/addon-fit";
import { Terminal, type ITheme } from "@xterm/xterm";
import { useEffect, useRef, useState } from "preact/hooks";
import type { TerminalEnd } from "../api/contracts";
import type { Query } from "../api/http";
import { TerminalConnection } from "../api/terminal";
import { theme } from "../state/theme";
import { texts } from "../texts";
import { Button } from "./Button";

export interface TerminalViewProps {
  /** What it is a terminal of, in words. */
  label: string;
  path: string;
  query?: Query;
  /** Given a function that types; null when there is no terminal. */
  onReady?: (type: ((text: string) => void) | null) => void;
}

/** A terminal, at whose other end a command runs for as long as it is shown. */
export function TerminalView(props: TerminalViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const again = useRef<HTMLButtonElement>(null);
  const terminal = useRef<Terminal | null>(null);
  const [end, setEnd] = useState<TerminalEnd | null | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);
  const shade = theme.value;
  useEffect(() => {
    const element = place.current;
    if (!element) {
      return;
    }
    setEnd(undefined);
    const made = open(element, again, props, setEnd);
    terminal.current = made.terminal;
    return made.close;
  }, [props.path, JSON.stringify(props.query), attempt]);
  useEffect(() => {
    if (terminal.current && place.current) {
      terminal.current.options.theme = coloursOf(place.current);
    }
  }, [shade]);
  return (
    <section class="terminal-view" aria-label={texts.terminal.label(props.label)}>
      <div class="terminal-place" ref={place} />
      <div class="terminal-foot">
        {end === undefined
          ? <span class="muted">{texts.terminal.leave}</span>
          : <span role="status">{end ? (end.error?.detail ?? texts.terminal.ended(end.exitCode ?? 0)) : texts.terminal.broken}</span>}
        <span ref={again} tabIndex={-1}>
          {end !== undefined && <Button icon="restart" onClick={() => setAttempt(attempt + 1)}>{texts.terminal.reconnect}</Button>}
        </span>
      </div>
    </section>
  );
}

interface Opened {
  terminal: Terminal;
  close: () => void;
}

function open(
  element: HTMLElement, after: { current: HTMLElement | null }, { path, query, onReady }: TerminalViewProps, ended: (end: TerminalEnd | null) => void,
): Opened {
  const terminal = new Terminal({
    theme: coloursOf(element), fontFamily: getComputedStyle(element).getPropertyValue("--mono"), fontSize: 14, cursorBlink: true, scrollback: 10_000, screenReaderMode: true,
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(element);
  fit.fit();
  const connection = new TerminalConnection(path, { ...query, columns: terminal.cols, rows: terminal.rows }, {
    opened: () => {
      terminal.focus();
      onReady?.((text) => {
        connection.type(text);
        terminal.focus();
      });
    },
    output: (bytes) => terminal.write(bytes),
    ended: (end) => {
      terminal.options.disableStdin = true;
      onReady?.(null);
      ended(end);
    },
  });
  terminal.onData((text) => connection.type(text));
  terminal.onResize(({ cols, rows }) => connection.resize(cols, rows));
  terminal.attachCustomKeyEventHandler((event) => !leaves(event, after.current));
  const resizing = new ResizeObserver(() => fit.fit());
  resizing.observe(element);
  const close = () => {
    resizing.disconnect();
    connection.close();
    terminal.dispose();
    onReady?.(null);
  };
  return { terminal, close };
}

// A terminal takes Tab for itself; this key leads out of it, to what comes next.
function leaves(event: KeyboardEvent, next: HTMLElement | null): boolean {
  if (!event.ctrlKey || event.key !== "F6") {
    return false;
  }
  next?.focus();
  return true;
}

function coloursOf(element: HTMLElement): ITheme {
  const styles = getComputedStyle(element);
  const colour = (name: string) => styles.getPropertyValue(name).trim();
  return {
    background: colour("--terminal"),
    foreground: colour("--text"),
    cursor: colour("--accent"),
    cursorAccent: colour("--terminal"),
    selectionBackground: colour("--selection"),
    ...(theme.value === "light" ? { white: "#555b66", brightWhite: "#1b1f24", yellow: "#7a5b00", brightYellow: "#8a6700", green: "#14702f", brightGreen: "#1a8039" } : {}),
  };
}
