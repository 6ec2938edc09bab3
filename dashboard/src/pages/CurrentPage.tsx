import { route, to } from "../state/route";
import { texts } from "../texts";
import { ButtonLink } from "../components/Button";
import { Empty } from "../components/Empty";
import { Page } from "../components/Page";
import { ContainerPage } from "./ContainerPage";
import { Containers } from "./Containers";
import { CreateContainer } from "./CreateContainer";
import { Events } from "./Events";
import { ImagePage } from "./ImagePage";
import { Images } from "./Images";
import { Machine } from "./Machine";
import { NetworkPage } from "./NetworkPage";
import { Networks } from "./Networks";
import { Overview } from "./Overview";
import { Settings } from "./Settings";
import { Volumes } from "./Volumes";

/** The page that the address names. */
export function CurrentPage() {
  const [place = "", name, view, ...rest] = route.value.parts;
  switch (place) {
    case "": return <Overview />;
    case "containers": return name ? <ContainerPage key={name} name={name} view={view ?? "logs"} rest={rest} /> : <Containers />;
    case "create": return <CreateContainer />;
    case "images": return name ? <ImagePage key={name} image={name} /> : <Images />;
    case "networks": return name ? <NetworkPage key={name} name={name} /> : <Networks />;
    case "volumes": return <Volumes />;
    case "terminal": return <Machine view={name ?? "shell"} />;
    case "events": return <Events />;
    case "settings": return <Settings />;
    default: return <NotFound />;
  }
}

function NotFound() {
  return (
    <Page title={texts.notFound.title}>
      <Empty icon="search" title={location.hash}>
        <ButtonLink href={to()}>{texts.notFound.back}</ButtonLink>
      </Empty>
    </Page>
  );
}
