import { containers } from "../../api/containers";
import type { ContainerSummary } from "../../api/contracts";
import { JsonView } from "../../components/JsonView";
import { Loaded } from "../../components/Loaded";
import { useResource } from "../../state/useResource";

export function ContainerInspect({ container }: { container: ContainerSummary }) {
  const details = useResource((signal) => containers.details(container.id, signal), [container.id, container.state]);
  return <Loaded resource={details}>{(value) => <JsonView value={value} />}</Loaded>;
}
