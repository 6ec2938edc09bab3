import { Button, ButtonLink, IconButton } from "../../components/Button";
import { launch, launching } from "../../state/launch";
import { builtInTiles, ownTiles, removeTile, type Tile } from "../../state/tiles";
import { to } from "../../state/route";
import { texts } from "../../texts";

/** Containers that one click starts. */
export function QuickRun() {
  return (
    <section aria-label={texts.overview.quickRun}>
      <h2>{texts.overview.quickRun}</h2>
      <p class="muted">{texts.overview.quickRunHint}</p>
      <ul class="tiles">
        {builtInTiles.map((tile) => <TileCard key={tile.name} tile={tile} />)}
        {ownTiles.value.map((tile) => <TileCard key={tile.name} tile={tile} own />)}
        <li class="tile new">
          <ButtonLink icon="plus" href={to("create")}>{texts.overview.newTile}</ButtonLink>
        </li>
      </ul>
    </section>
  );
}

function TileCard({ tile, own }: { tile: Tile; own?: boolean }) {
  return (
    <li class="tile card">
      <h3>{tile.name}</h3>
      <p class="mono muted">{tile.detail}</p>
      <div class="tile-actions">
        <Button icon="play" tone="primary" disabled={launching.value !== null} onClick={() => void launch(tile.request)}>
          {texts.actions.run}<span class="hidden"> {tile.name}</span>
        </Button>
        {own && <IconButton icon="trash" label={texts.overview.removeTile(tile.name)} onClick={() => removeTile(tile.name)} />}
      </div>
    </li>
  );
}
