import { images } from "../api/images";
import type { ImageDetails, ImageHistoryEntry } from "../api/contracts";
import { Button, ButtonLink } from "../components/Button";
import { Facts, type Fact } from "../components/Facts";
import { Icon } from "../components/Icon";
import { Loaded } from "../components/Loaded";
import { Page } from "../components/Page";
import { removeImage, tagImage } from "../state/imageActions";
import { go, to } from "../state/route";
import { useResource } from "../state/useResource";
import { useResourceOf } from "../state/useResourceOf";
import { texts } from "../texts";
import { bytes } from "../words/bytes";
import { shortId } from "../words/images";
import { ago } from "../words/time";

/** One image, by one of its names or its id. */
export function ImagePage({ image }: { image: string }) {
  const details = useResourceOf("image", (signal) => images.details(image, signal), [image]);
  const history = useResource((signal) => images.history(image, signal), [image]);
  const remove = async () => {
    if (details.value && (await removeImage(details.value, image))) {
      go("images");
    }
  };
  return (
    <Page
      title={image.startsWith("sha256:") ? shortId(image) : image}
      above={<a class="above" href={to("images")}><Icon name="back" />{texts.images.back}</a>}
      actions={
        <>
          <Button icon="tag" onClick={() => void tagImage(image)}>{texts.images.tag}</Button>
          <Button icon="trash" tone="danger" disabled={details.value === null} onClick={() => void remove()}>{texts.actions.remove}</Button>
          <ButtonLink icon="play" tone="primary" href={`${to("create")}?${new URLSearchParams({ image })}`}>{texts.actions.run}</ButtonLink>
        </>
      }
    >
      <section class="card" aria-label={texts.images.config}>
        <h2>{texts.images.config}</h2>
        <Loaded resource={details}>{(value) => <Facts facts={factsOf(value)} />}</Loaded>
      </section>
      <section aria-label={texts.images.history}>
        <h2>{texts.images.history}</h2>
        <Loaded resource={history}>{(steps) => <HistoryTable steps={steps} />}</Loaded>
      </section>
    </Page>
  );
}

function factsOf({ id, tags, sizeBytes, createdAt, architecture, os, config }: ImageDetails): Fact[] {
  const mono = (values: string[]) => (values.length > 0 ? <span class="mono break">{values.join(" ")}</span> : texts.none);
  return [
    [texts.images.id, mono([shortId(id)])],
    [texts.images.tags, mono(tags)],
    [texts.images.size, bytes(sizeBytes)],
    [texts.images.created, createdAt ? ago(createdAt) : "–"],
    [texts.settings.info.architecture, `${os}/${architecture}`],
    [texts.create.command, mono([...config.entrypoint, ...config.cmd])],
    [texts.create.workDir, mono([config.workDir || "/"])],
    [texts.create.user, mono([config.user || "root"])],
    [texts.create.ports, mono(config.exposedPorts)],
    [texts.create.mounts, mono(config.volumes)],
    [texts.create.env, <ul class="plain mono break">{config.env.map((variable) => <li key={variable}>{variable}</li>)}</ul>],
  ];
}

function HistoryTable({ steps }: { steps: ImageHistoryEntry[] }) {
  return (
    <table class="table stacking">
      <caption class="hidden">{texts.images.history}</caption>
      <thead><tr><th>{texts.images.step}</th><th class="end">{texts.images.size}</th><th>{texts.images.created}</th></tr></thead>
      <tbody>
        {steps.map(({ createdBy, sizeBytes, createdAt }, index) => (
          <tr key={index}>
            <td class="mono break small">{createdBy}</td>
            <td data-label={texts.images.size} class="end number whole">{bytes(sizeBytes)}</td>
            <td data-label={texts.images.created} class="whole">{ago(createdAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
