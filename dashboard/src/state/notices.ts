import { signal } from "@preact/signals";
import { Problem, isAborted } from "../api/problem";

export interface Notice {
  id: number;
  text: string;
  problem?: Problem;
}

const shownMilliseconds = 5000;

export const notices = signal<Notice[]>([]);

let last = 0;

/** Says that something went well, for a moment. */
export function tell(text: string): void {
  const id = add({ text });
  setTimeout(() => dismiss(id), shownMilliseconds);
}

/** Says what went wrong, until somebody has read it. */
export function complain(thrown: unknown): void {
  if (isAborted(thrown)) {
    return;
  }
  const problem = Problem.from(thrown);
  if (problem.status !== 401) {
    add({ text: problem.message, problem });
  }
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

function add(notice: Omit<Notice, "id">): number {
  last += 1;
  notices.value = [...notices.value, { ...notice, id: last }];
  return last;
}
