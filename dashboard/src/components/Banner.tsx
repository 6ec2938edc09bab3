import { useEffect, useState } from "preact/hooks";
import { connection, retryNow } from "../state/connection";
import { texts } from "../texts";
import { Button } from "./Button";
import { Icon } from "./Icon";

/** Tells of a connection that is lost, and of a machine that is not ready. */
export function Banner() {
  const current = connection.value;
  return (
    <div role="status" aria-live="polite">
      {current.state === "starting" && (
        <div class="banner">
          <Icon name="power" />
          <p>{texts.connection.starting(current.waitingFor)}</p>
        </div>
      )}
      {current.state === "lost" && (
        <div class="banner bad">
          <Icon name="warning" />
          <p>{texts.connection.lost} <Countdown until={current.retryAt} /></p>
          <Button onClick={retryNow}>{texts.connection.now}</Button>
        </div>
      )}
    </div>
  );
}

function Countdown({ until }: { until: number }) {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const show = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    show();
    const timer = setInterval(show, 1000);
    return () => clearInterval(timer);
  }, [until]);
  return <span aria-hidden="true">{texts.connection.retry(left)}</span>;
}
