import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button, IconButton } from "../components/Button";
import { Check, Select } from "../components/Field";
import { ProblemBox } from "../components/ProblemBox";
import { SearchField } from "../components/SearchField";
import { texts } from "../texts";
import { LogLineView } from "./LogLineView";
import type { Log } from "./useLog";

const lineHeight = 20; // as --log-line says
const linesAround = 20;
const tails = [1000, 10_000, 100_000];

interface LogViewProps {
  log: Log;
  /** How many of the last lines are read; absent for all. */
  tail: number | undefined;
  onTail: (tail: number | undefined) => void;
  onDownload: () => void;
  /** Whether the lines have times. */
  timed?: boolean;
}

/** A log of any length: only the lines that are seen are in the page. */
export function LogView({ log, tail, onTail, onDownload, timed }: LogViewProps) {
  const { lines, dropped } = log.buffer;
  const [times, setTimes] = useState(false);
  const [follow, setFollow] = useState(true);
  const [search, setSearch] = useState("");
  const [match, setMatch] = useState(0);
  const [top, setTop] = useState(0);
  const place = useRef<HTMLDivElement>(null);
  const end = useRef(0);
  const matches = useMemo(() => find(log, search), [log.version, search]);
  const first = Math.max(0, Math.floor(top / lineHeight) - linesAround);
  const count = Math.ceil((place.current?.clientHeight ?? 600) / lineHeight) + 2 * linesAround;

  useLayoutEffect(() => {
    const element = place.current;
    if (follow && element) {
      element.scrollTop = element.scrollHeight;
      end.current = element.scrollTop;
    }
  });
  useEffect(() => setMatch(0), [search]);

  const scroll = () => {
    const element = place.current;
    if (element) {
      setTop(element.scrollTop);
      // A log that grew since it was put to its end is not at it either: only a way back is the user's.
      const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - lineHeight;
      setFollow((before) => atEnd || (before && element.scrollTop >= end.current));
    }
  };
  const showMatch = (index: number) => {
    if (matches.length > 0 && place.current) {
      const wrapped = (index + matches.length) % matches.length;
      setMatch(wrapped);
      setFollow(false);
      place.current.scrollTop = ((matches[wrapped] ?? 0) * lineHeight) - (place.current.clientHeight / 2);
    }
  };
  const current = matches[match];

  return (
    <section class="log-view" aria-label={texts.logs.output}>
      <div class="toolbar">
        <SearchField label={texts.logs.search} value={search} onInput={setSearch} onEnter={(backwards) => showMatch(match + (backwards ? -1 : 1))} />
        {search && (
          <>
            <span class="muted number" role="status">{texts.logs.matches(match + 1, matches.length)}</span>
            <IconButton icon="up" label={texts.logs.previous} onClick={() => showMatch(match - 1)} />
            <IconButton icon="down" label={texts.logs.next} onClick={() => showMatch(match + 1)} />
          </>
        )}
        <Check label={texts.logs.follow} checked={follow} onChange={setFollow} />
        {timed && <Check label={texts.logs.times} checked={times} onChange={setTimes} />}
        <Select
          label={texts.logs.tail} value={String(tail ?? "")} onChange={(value) => onTail(value ? Number(value) : undefined)}
          choices={[...tails.map((one): [string, string] => [String(one), texts.logs.last(one)]), ["", texts.logs.everything]]}
        />
        <Button icon="download" onClick={onDownload}>{texts.logs.download}</Button>
      </div>
      {log.problem && <ProblemBox problem={log.problem} />}
      <div class="log" ref={place} role="log" aria-live="off" aria-label={texts.logs.output} tabIndex={0} onScroll={scroll}>
        <div class="log-space" style={{ height: `${lines.length * lineHeight}px` }}>
          <div style={{ transform: `translateY(${first * lineHeight}px)` }}>
            {lines.slice(first, first + count).map((line, index) => (
              <LogLineView key={first + index} line={line} times={times} search={search} current={first + index === current} />
            ))}
          </div>
        </div>
        {lines.length === 0 && !log.problem && <p class="muted log-empty">{texts.logs.empty}</p>}
      </div>
      <p class="muted number log-foot" role="status">
        {texts.logs.lines(lines.length)}{dropped > 0 && ` · ${texts.logs.dropped(dropped)}`}{log.ended && ` · ${texts.logs.ended}`}
      </p>
    </section>
  );
}

function find({ buffer }: Log, search: string): number[] {
  const wanted = search.toLowerCase();
  return wanted === "" ? [] : buffer.lines.flatMap((line, index) => (line.text.toLowerCase().includes(wanted) ? [index] : []));
}
