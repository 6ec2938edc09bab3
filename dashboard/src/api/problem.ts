import { texts } from "../texts";
import type { ProblemBody } from "./contracts";

/** What went wrong, as the agent says it: the reason and what to do. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.status = body.status;
    this.code = body.code;
    this.remedy = body.remedy;
  }

  /** The agent could not be asked. */
  static unreachable(): Problem {
    return new Problem({ status: 0, code: "unreachable", ...texts.problems.unreachable });
  }

  static async of(response: Response): Promise<Problem> {
    const body: unknown = await response.json().catch(() => null);
    return isProblem(body)
      ? new Problem(body)
      : new Problem({ status: response.status, code: "unknown", ...texts.problems.unknown(response.status) });
  }

  /** Anything that was thrown. */
  static from(thrown: unknown): Problem {
    return thrown instanceof Problem ? thrown : Problem.unreachable();
  }
}

export function isProblem(body: unknown): body is ProblemBody {
  return typeof body === "object" && body !== null && "detail" in body && "code" in body && typeof body.detail === "string";
}

export function isAborted(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}
