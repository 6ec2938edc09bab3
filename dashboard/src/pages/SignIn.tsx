import { useEffect, useState } from "preact/hooks";
import icon from "../icon.svg";
import { machine } from "../api/machine";
import { Problem, isAborted } from "../api/problem";
import { redeem, signIn } from "../api/signIn";
import { Button } from "../components/Button";
import { Check, Field } from "../components/Field";
import { ProblemBox } from "../components/ProblemBox";
import { delay } from "../state/delay";
import { takeSignInCode } from "../state/signInCode";
import { texts } from "../texts";

/** Asks for the token, unless 'pockr open' has put a code into the address. */
export function SignIn() {
  const [token, setToken] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const waiting = useWaiting();
  const attempt = async (work: Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work;
    } catch (failure) {
      setProblem(Problem.from(failure));
      setBusy(false);
    }
  };
  useEffect(() => {
    document.title = `${texts.signIn.title} · ${texts.name}`;
    const code = takeSignInCode();
    if (code) {
      void attempt(redeem(code));
    }
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    void attempt(signIn(token.trim()));
  };
  return (
    <main class="sign-in">
      <form class="card" onSubmit={submit}>
        <img src={icon} alt="" width="48" height="48" />
        <h1>{texts.signIn.title}</h1>
        <p class="muted">{texts.signIn.lead}</p>
        {waiting && <p class="banner" role="status">{texts.signIn.waiting}</p>}
        {problem && <ProblemBox problem={problem} />}
        <Field label={texts.signIn.token} type={shown ? "text" : "password"} value={token} onInput={setToken} hint={texts.signIn.hint} mono required focused />
        <Check label={texts.signIn.show} checked={shown} onChange={setShown} />
        <Button submit tone="primary" disabled={busy || token.trim() === ""}>{busy ? texts.signIn.redeeming : texts.signIn.submit}</Button>
      </form>
    </main>
  );
}

// Whether the machine itself does not know its token yet.
function useWaiting(): boolean {
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    watchToken(setWaiting, ending.signal).catch((failure: unknown) => {
      if (!isAborted(failure)) {
        setWaiting(false);
      }
    });
    return () => ending.abort();
  }, []);
  return waiting;
}

async function watchToken(setWaiting: (waiting: boolean) => void, signal: AbortSignal): Promise<void> {
  for (;;) {
    const waiting = (await machine.health(0, signal)).waitingFor === "token";
    setWaiting(waiting);
    if (!waiting) {
      return;
    }
    await delay(2000, signal);
    signal.throwIfAborted();
  }
}
