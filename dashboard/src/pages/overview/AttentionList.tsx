import { Icon } from "../../components/Icon";
import { attention } from "../../state/attention";
import { to } from "../../state/route";
import { texts } from "../../texts";

/** What needs somebody; nothing where nothing does. */
export function AttentionList() {
  const all = attention.value;
  return all.length === 0 ? null : (
    <section class="attention" aria-label={texts.overview.attention}>
      <h2>{texts.overview.attention}</h2>
      <ul>
        {all.map(({ title, detail, container }) => (
          <li key={title}>
            <Icon name="warning" />
            <div>
              {container ? <a href={to("containers", container, "logs")}>{title}</a> : <strong>{title}</strong>}
              <p class="muted">{detail}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
