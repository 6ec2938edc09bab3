import { Problem, isAborted, isProblem } from "./problem";

/** The lines of a stream. What fails after it has begun is its last line, and is thrown. */
export async function* jsonLines<T>(stream: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const lines = (rest + decoder.decode(value, { stream: !done })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line) {
          yield parse<T>(line);
        }
      }
      if (done) {
        return;
      }
    }
  } catch (failure) {
    throw failure instanceof Problem || isAborted(failure) ? failure : Problem.unreachable();
  } finally {
    reader.cancel().catch(() => undefined); // who stops reading wants no more of it
  }
}

function parse<T>(line: string): T {
  const item = JSON.parse(line) as T & { error?: unknown };
  if (isProblem(item.error)) {
    throw new Problem(item.error);
  }
  return item;
}
