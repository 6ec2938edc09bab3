import type { ImageSummary } from "../../api/contracts";
import { ButtonLink } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { containers } from "../../state/containers";
import { removeImage, tagImage } from "../../state/imageActions";
import { to } from "../../state/route";
import { texts } from "../../texts";
import { bytes } from "../../words/bytes";
import { imageName, shortId, uses } from "../../words/images";
import { ago } from "../../words/time";

export function ImageTable({ images }: { images: ImageSummary[] }) {
  return (
    <table class="table stacking">
      <caption class="hidden">{texts.images.title}</caption>
      <thead>
        <tr>
          <th>{texts.images.tags}</th><th class="end">{texts.images.size}</th><th>{texts.images.created}</th><th>{texts.images.usedBy}</th>
          <th class="end">{texts.images.actions}</th>
        </tr>
      </thead>
      <tbody>{images.map((image) => <Row key={image.id} image={image} />)}</tbody>
    </table>
  );
}

function Row({ image }: { image: ImageSummary }) {
  const name = imageName(image);
  const users = (containers.value ?? []).filter((container) => uses(container, image));
  return (
    <tr>
      <th scope="row" class="name">
        {image.tags.map((tag) => <a key={tag} class="mono break" href={to("images", tag)}>{tag}</a>)}
        {image.tags.length === 0 && <a class="muted" href={to("images", image.id)}>{texts.images.untagged}</a>}
        <span class="mono muted">{shortId(image.id)}</span>
      </th>
      <td data-label={texts.images.size} class="end number">{bytes(image.sizeBytes)}</td>
      <td data-label={texts.images.created}>{ago(image.createdAt)}</td>
      <td data-label={texts.images.usedBy}>{users.length > 0 ? texts.plural(users.length, texts.containers.one) : <span class="muted">–</span>}</td>
      <td class="end row-actions">
        <ButtonLink icon="play" tone="quiet" href={`${to("create")}?${new URLSearchParams({ image: name })}`} label={texts.images.run(name)} />
        <Menu
          label={texts.actions.more(name)}
          items={[
            { text: texts.images.tag, icon: "tag", onSelect: () => void tagImage(name) },
            { text: texts.actions.remove, icon: "trash", danger: true, onSelect: () => void removeImage(image, name) },
          ]}
        />
      </td>
    </tr>
  );
}
