import { useState } from "preact/hooks";
import { complain } from "../state/notices";
import { texts } from "../texts";
import { Button } from "./Button";

const shownMilliseconds = 1500;

export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), shownMilliseconds);
    } catch (failure) {
      complain(failure);
    }
  };
  return <Button icon={copied ? "check" : "copy"} onClick={() => void copy()}>{copied ? texts.actions.copied : texts.actions.copy}</Button>;
}
