import { useEffect, useRef, useState } from "preact/hooks";
import type { OutputFrame } from "../api/contracts";
import type { Problem } from "../api/problem";
import { useStream } from "../state/useStream";
import { LogBuffer } from "./LogBuffer";

export interface Log {
  buffer: LogBuffer;
  /** Another for each change of the buffer. */
  version: number;
  ended: boolean;
  problem: Problem | null;
}

/** A log, read on for as long as it grows; shown once for each picture of the screen, however many lines come. */
export function useLog(open: (signal: AbortSignal) => AsyncIterable<OutputFrame>, inputs: unknown[]): Log {
  const buffer = useRef(new LogBuffer());
  const [version, setVersion] = useState(0);
  const [ended, setEnded] = useState(false);
  const picture = useRef(0);
  const show = () => {
    picture.current ||= requestAnimationFrame(() => {
      picture.current = 0;
      setVersion((before) => before + 1);
    });
  };
  useEffect(() => () => cancelAnimationFrame(picture.current), []);
  const problem = useStream((signal) => {
    buffer.current = new LogBuffer();
    setEnded(false);
    show();
    return untilEnd(open(signal), () => {
      buffer.current.finish();
      setEnded(true);
    });
  }, (frame) => {
    buffer.current.add(frame);
    show();
  }, inputs);
  return { buffer: buffer.current, version, ended, problem };
}

async function* untilEnd<T>(stream: AsyncIterable<T>, end: () => void): AsyncGenerator<T> {
  yield* stream;
  end();
}
