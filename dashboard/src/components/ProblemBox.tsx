import type { Problem } from "../api/problem";
import { texts } from "../texts";
import { Button } from "./Button";

interface ProblemBoxProps {
  problem: Problem;
  onRetry?: () => void;
}

/** What went wrong, and what to do. */
export function ProblemBox({ problem, onRetry }: ProblemBoxProps) {
  return (
    <div class="problem" role="alert">
      <p class="problem-detail">{problem.message}</p>
      {problem.remedy && <p><strong>{texts.problems.remedy}</strong> {problem.remedy}</p>}
      {onRetry && <Button icon="restart" onClick={onRetry}>{texts.problems.again}</Button>}
    </div>
  );
}
