import { useState } from "preact/hooks";
import { images } from "../api/images";
import { Button } from "../components/Button";
import { DropZone } from "../components/DropZone";
import { Empty } from "../components/Empty";
import { Field } from "../components/Field";
import { Loaded } from "../components/Loaded";
import { Page } from "../components/Page";
import { SearchField } from "../components/SearchField";
import { complain, tell } from "../state/notices";
import { pullImage } from "../state/pull";
import { ask } from "../state/question";
import { useResourceOf } from "../state/useResourceOf";
import { texts } from "../texts";
import { bytes } from "../words/bytes";
import { imageName } from "../words/images";
import { DiskUse } from "./images/DiskUse";
import { ImageTable } from "./images/ImageTable";
import { TakeIn } from "./images/TakeIn";

export function Images() {
  const all = useResourceOf("image", images.list);
  const [search, setSearch] = useState("");
  const [dropped, setDropped] = useState<File | null>(null);
  const shown = (all.value ?? []).filter((image) => `${imageName(image)} ${image.tags.join(" ")} ${image.id}`.toLowerCase().includes(search.toLowerCase()));
  return (
    <DropZone label={texts.images.drop} accept=".tar,.gz,.tgz,.bz2,.xz,.zst" onFiles={([file]) => setDropped(file ?? null)}>
      {(choose) => (
        <Page
          title={texts.images.title}
          aside={all.value && <span class="muted number" role="status">{texts.images.count(shown.length, all.value.length)}</span>}
          actions={
            <>
              <Button icon="trash" onClick={() => void prune()}>{texts.actions.prune}</Button>
              <Button icon="upload" onClick={choose}>{texts.images.choose}</Button>
            </>
          }
        >
          <PullForm />
          <div class="toolbar"><SearchField label={texts.images.search} value={search} onInput={setSearch} /></div>
          <Loaded resource={all}>
            {(list) => (
              list.length === 0 ? <Empty icon="images" title={texts.images.empty} hint={texts.images.emptyHint} />
              : shown.length === 0 ? <Empty icon="search" title={texts.images.noMatch} />
              : <ImageTable images={shown} />
            )}
          </Loaded>
          <p class="drop-target muted" aria-hidden="true">{texts.images.drop}</p>
          <DiskUse />
          {dropped && <TakeIn file={dropped} onClose={() => setDropped(null)} />}
        </Page>
      )}
    </DropZone>
  );
}

function PullForm() {
  const [image, setImage] = useState("");
  const pull = async (event: Event) => {
    event.preventDefault();
    try {
      await pullImage(image.trim());
      tell(texts.images.pulled(image.trim()));
      setImage("");
    } catch (failure) {
      complain(failure);
    }
  };
  return (
    <form class="toolbar" onSubmit={(event) => void pull(event)}>
      <Field label={texts.images.pullLabel} value={image} onInput={setImage} placeholder={texts.images.pullHint} mono required />
      <Button submit icon="download" tone="primary" disabled={image.trim() === ""}>{texts.images.pull}</Button>
    </form>
  );
}

async function prune(): Promise<void> {
  const answer = await ask({ title: texts.images.pruneTitle, text: texts.images.pruneText, action: texts.actions.prune, option: texts.images.pruneAll });
  if (answer) {
    await images.prune(answer.option).then(
      ({ deleted, reclaimedBytes }) => tell(texts.images.pruned(deleted.length, bytes(reclaimedBytes ?? 0))), complain,
    );
  }
}
