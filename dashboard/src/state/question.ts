import { signal } from "@preact/signals";

export interface Question {
  title: string;
  text: string;
  /** What the button says that does it. */
  action: string;
  /** Something that can be chosen in addition. */
  option?: string;
  /** Something that has to be typed, with what stands there at first. */
  input?: { label: string; value: string };
  harmless?: boolean;
}

export interface Answer {
  option: boolean;
  input: string;
}

export interface OpenQuestion extends Question {
  answer: (answer: Answer | null) => void;
}

/** What the user is being asked. */
export const question = signal<OpenQuestion | null>(null);

/** Asks before something is done that cannot be undone, or for one word; the answer is null if it is not to be done. */
export function ask(asked: Question): Promise<Answer | null> {
  return new Promise((resolve) => {
    question.value = {
      ...asked,
      answer: (answer) => {
        question.value = null;
        resolve(answer);
      },
    };
  });
}
