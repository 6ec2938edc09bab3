import type { ComponentChildren } from "preact";
import type { Resource } from "../state/useResource";
import { texts } from "../texts";
import { ProblemBox } from "./ProblemBox";

interface LoadedProps<T> {
  resource: Resource<T>;
  children: (value: T) => ComponentChildren;
}

/** Shows what was read, or why it could not be; what was read before stays. */
export function Loaded<T>({ resource, children }: LoadedProps<T>) {
  return (
    <>
      {resource.problem && <ProblemBox problem={resource.problem} onRetry={resource.reload} />}
      {resource.value !== null && children(resource.value)}
      {resource.value === null && !resource.problem && <p class="loading" role="status">{texts.loading}</p>}
    </>
  );
}
