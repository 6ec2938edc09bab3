import { useState } from "preact/hooks";
import { question, type OpenQuestion } from "../state/question";
import { texts } from "../texts";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { Check, Field } from "./Field";

/** Shows what 'ask' asks. */
export function QuestionDialog() {
  return question.value && <Asked key={question.value.title} {...question.value} />;
}

function Asked({ title, text, action, option, input, harmless, answer }: OpenQuestion) {
  const [chosen, setChosen] = useState(false);
  const [typed, setTyped] = useState(input?.value ?? "");
  const missing = input !== undefined && typed.trim() === "";
  return (
    <Dialog
      title={title}
      onClose={() => answer(null)}
      onSubmit={() => answer({ option: chosen, input: typed.trim() })}
      actions={
        <>
          <Button onClick={() => answer(null)}>{texts.actions.cancel}</Button>
          <Button submit tone={harmless ? "primary" : "danger"} disabled={missing}>{action}</Button>
        </>
      }
    >
      {text && <p>{text}</p>}
      {input && <Field label={input.label} value={typed} onInput={setTyped} focused />}
      {option && <Check label={option} checked={chosen} onChange={setChosen} />}
    </Dialog>
  );
}
