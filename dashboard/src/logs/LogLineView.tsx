import type { ComponentChildren } from "preact";
import { texts } from "../texts";
import type { LogLine } from "./LogBuffer";

interface LogLineViewProps {
  line: LogLine;
  times: boolean;
  search: string;
  current: boolean;
}

export function LogLineView({ line, times, search, current }: LogLineViewProps) {
  const error = line.stream === "stderr";
  return (
    <div class={`log-line ${error ? "stderr" : ""} ${current ? "current" : ""}`}>
      <span class="log-mark">{error ? texts.logs.stderr : ""}</span>
      {times && <span class="log-time">{line.time}</span>}
      <span>{search ? marked(line.text, search.toLowerCase()) : line.text}</span>
    </div>
  );
}

function marked(text: string, search: string): ComponentChildren[] {
  const pieces: ComponentChildren[] = [];
  const lower = text.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(search); at >= 0; at = lower.indexOf(search, from)) {
    pieces.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + search.length)}</mark>);
    from = at + search.length;
  }
  return [...pieces, text.slice(from)];
}
