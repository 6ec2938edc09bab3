import type { OutputFrame } from "../api/contracts";

export interface LogLine {
  stream: "stdout" | "stderr";
  time: string;
  text: string;
}

const mostLines = 250_000;
const dropAtOnce = 25_000; // to move the rest for each line would be slow
const controls = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007]*(\u0007|\u001b\\)|\r/g;
const stamp = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) /;

/** The lines of a log, put together from the pieces they come in. */
export class LogBuffer {
  lines: LogLine[] = [];

  /** How many of the oldest were given up. */
  dropped = 0;

  private readonly rest = { stdout: "", stderr: "" };
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  add(frame: OutputFrame): void {
    const stream = frame.stream ?? "stdout";
    const pieces = (this.rest[stream] + this.textOf(frame, stream)).split("\n");
    this.rest[stream] = pieces.pop() ?? "";
    for (const piece of pieces) {
      this.lines.push(lineOf(stream, piece));
    }
    this.keepWithinLimit();
  }

  /** Takes what has no end of line as a line: there will be no more. */
  finish(): void {
    for (const stream of ["stdout", "stderr"] as const) {
      if (this.rest[stream]) {
        this.lines.push(lineOf(stream, this.rest[stream]));
        this.rest[stream] = "";
      }
    }
  }

  private textOf({ text, base64 }: OutputFrame, stream: "stdout" | "stderr"): string {
    return text ?? this.decoders[stream].decode(Uint8Array.from(atob(base64 ?? ""), (character) => character.charCodeAt(0)), { stream: true });
  }

  private keepWithinLimit(): void {
    if (this.lines.length > mostLines) {
      this.lines = this.lines.slice(dropAtOnce);
      this.dropped += dropAtOnce;
    }
  }
}

function lineOf(stream: "stdout" | "stderr", raw: string): LogLine {
  const time = stamp.exec(raw)?.[1] ?? "";
  return { stream, time, text: raw.slice(time ? time.length + 1 : 0).replace(controls, "") };
}
