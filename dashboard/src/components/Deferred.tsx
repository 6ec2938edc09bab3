import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { complain } from "../state/notices";
import { texts } from "../texts";

/** A component that is fetched when it is first shown. */
export function deferred<Props extends object>(fetch: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let fetched: ComponentType<Props> | null = null;
  return function Deferred(props: Props) {
    const [, setThere] = useState(fetched !== null);
    useEffect(() => {
      if (!fetched) {
        fetch().then((component) => {
          fetched = component;
          setThere(true);
        }, complain);
      }
    }, []);
    const Component = fetched;
    return Component ? <Component {...props} /> : <p class="loading" role="status">{texts.loading}</p>;
  };
}
