import type { ContainerSummary } from "../../api/contracts";
import { Menu, type MenuItem } from "../../components/Menu";
import { actOnAll, kill, removeAll, rename } from "../../state/containerActions";
import { texts } from "../../texts";

interface ContainerMenuProps {
  container: ContainerSummary;
  onRenamed?: (name: string) => void;
  onRemoved?: () => void;
}

/** Everything else that can be done to a container. */
export function ContainerMenu({ container, onRenamed, onRemoved }: ContainerMenuProps) {
  const changeName = async () => {
    const name = await rename(container);
    if (name) {
      onRenamed?.(name);
    }
  };
  const remove = async () => {
    if (await removeAll([container])) {
      onRemoved?.();
    }
  };
  const items: MenuItem[] = [
    { text: texts.actions.restart, icon: "restart", onSelect: () => void actOnAll([container], "restart") },
    ...(container.state === "running" ? [
      { text: texts.actions.pause, onSelect: () => void actOnAll([container], "pause") },
      { text: texts.actions.kill, danger: true, onSelect: () => void kill(container) },
    ] : []),
    ...(container.state === "paused" ? [{ text: texts.actions.unpause, onSelect: () => void actOnAll([container], "unpause") }] : []),
    { text: texts.actions.rename, icon: "edit", onSelect: () => void changeName() },
    { text: texts.actions.remove, icon: "trash", danger: true, onSelect: () => void remove() },
  ];
  return <Menu label={texts.actions.more(container.name)} items={items} />;
}
