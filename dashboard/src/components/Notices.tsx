import { useEffect, useRef } from "preact/hooks";
import { dismiss, notices } from "../state/notices";
import { texts } from "../texts";
import { IconButton } from "./Button";
import { Icon } from "./Icon";

/** What went well or wrong just now, at the edge of the page; above open dialogs as well. */
export function Notices() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.hidePopover(); // what is shown last is above all others
    place.current?.showPopover();
  }, [notices.value]);
  return (
    <div ref={place} class="notices" popover="manual" role="status" aria-live="polite">
      {notices.value.map(({ id, text, problem }) => (
        <div key={id} class={problem ? "notice bad" : "notice"} role={problem ? "alert" : undefined}>
          <Icon name={problem ? "warning" : "check"} />
          <div>
            <p>{text}</p>
            {problem?.remedy && <p class="muted"><strong>{texts.problems.remedy}</strong> {problem.remedy}</p>}
          </div>
          <IconButton icon="close" label={texts.actions.dismiss} onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
