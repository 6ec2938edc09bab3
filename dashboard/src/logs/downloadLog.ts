import type { OutputFrame } from "../api/contracts";
import { saveFile } from "../files/saveFile";
import { complain } from "../state/notices";
import { LogBuffer } from "./LogBuffer";

/** Reads a log from its beginning and gives it to the browser as a file. */
export async function downloadLog(name: string, open: (signal: AbortSignal) => AsyncIterable<OutputFrame>): Promise<void> {
  try {
    const buffer = new LogBuffer();
    for await (const frame of open(new AbortController().signal)) {
      buffer.add(frame);
    }
    buffer.finish();
    const lines = buffer.lines.map(({ time, text }) => `${time ? `${time} ` : ""}${text}\n`);
    saveFile(name, new Blob(lines, { type: "text/plain" }));
  } catch (failure) {
    complain(failure);
  }
}
