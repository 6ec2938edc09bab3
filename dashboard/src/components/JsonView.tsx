import { texts } from "../texts";
import { CopyButton } from "./CopyButton";

/** Something as JSON, to be read and copied. */
export function JsonView({ value }: { value: unknown }) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div class="code-block">
      <CopyButton text={text} />
      <pre tabIndex={0} role="region" aria-label={texts.inspect.label}>{text}</pre>
    </div>
  );
}
