import { volumes } from "../api/volumes";
import type { VolumeInfo } from "../api/contracts";
import { Button, IconButton } from "../components/Button";
import { Empty } from "../components/Empty";
import { Loaded } from "../components/Loaded";
import { Page } from "../components/Page";
import { complain, tell } from "../state/notices";
import { ask } from "../state/question";
import { useResourceOf } from "../state/useResourceOf";
import { texts } from "../texts";
import { bytes } from "../words/bytes";
import { ago } from "../words/time";

const anonymousName = /^[0-9a-f]{64}$/;

export function Volumes() {
  const all = useResourceOf("volume", volumes.list);
  return (
    <Page
      title={texts.volumes.title}
      actions={
        <>
          <Button icon="trash" onClick={() => void prune()}>{texts.volumes.prune}</Button>
          <Button icon="plus" tone="primary" onClick={() => void create()}>{texts.volumes.create}</Button>
        </>
      }
    >
      <Loaded resource={all}>
        {(list) => (list.length > 0 ? <VolumeTable volumes={list} /> : <Empty icon="volumes" title={texts.volumes.empty} hint={texts.volumes.emptyHint} />)}
      </Loaded>
    </Page>
  );
}

function VolumeTable({ volumes: list }: { volumes: VolumeInfo[] }) {
  return (
    <table class="table stacking">
      <caption class="hidden">{texts.volumes.title}</caption>
      <thead>
        <tr>
          <th>{texts.volumes.name}</th><th>{texts.volumes.driver}</th><th>{texts.volumes.created}</th><th>{texts.volumes.mountpoint}</th>
          <th class="end">{texts.volumes.actions}</th>
        </tr>
      </thead>
      <tbody>
        {list.map(({ name, driver, createdAt, mountpoint }) => (
          <tr key={name}>
            <th scope="row" class="mono break">
              {anonymousName.test(name) ? <>{name.slice(0, 12)} <span class="badge idle">{texts.volumes.anonymous}</span></> : name}
            </th>
            <td data-label={texts.volumes.driver}>{driver}</td>
            <td data-label={texts.volumes.created}>{createdAt ? ago(createdAt) : "–"}</td>
            <td data-label={texts.volumes.mountpoint} class="mono muted break small">{mountpoint}</td>
            <td class="end"><IconButton icon="trash" label={texts.images.remove(name)} onClick={() => void remove(name)} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

async function create(): Promise<void> {
  const answer = await ask({ title: texts.volumes.create, text: "", action: texts.actions.create, input: { label: texts.volumes.name, value: "" }, harmless: true });
  if (answer) {
    await volumes.create(answer.input).then(({ name }) => tell(texts.volumes.made(name)), complain);
  }
}

async function remove(name: string): Promise<void> {
  if (await ask({ title: texts.volumes.removeTitle(name), text: texts.volumes.removeText, action: texts.actions.remove })) {
    await volumes.remove(name).catch(complain);
  }
}

async function prune(): Promise<void> {
  const answer = await ask({ title: texts.volumes.pruneTitle, text: texts.volumes.pruneText, action: texts.actions.remove, option: texts.volumes.pruneAll });
  if (answer) {
    await volumes.prune(answer.option).then(({ removed, reclaimedBytes }) => tell(texts.volumes.pruned(removed.length, bytes(reclaimedBytes))), complain);
  }
}
