import { files } from "../../api/files";
import type { ContainerSummary, DirectoryEntry } from "../../api/contracts";
import { IconButton } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { Icon, type IconName } from "../../components/Icon";
import { Menu } from "../../components/Menu";
import { saveFile } from "../../files/saveFile";
import { ask } from "../../state/question";
import { to } from "../../state/route";
import { texts } from "../../texts";
import { bytes } from "../../words/bytes";
import { moment } from "../../words/time";

interface FileTableProps {
  container: ContainerSummary;
  path: string;
  entries: DirectoryEntry[];
  truncated: boolean;
  within: (name: string) => string;
  onEdit: (entry: DirectoryEntry) => void;
  /** Does something, tells what goes wrong, and lists anew. */
  attempt: (work: () => Promise<unknown>) => void;
}

const icons: Record<string, IconName> = { directory: "folder", link: "link", symlink: "link" };

export function FileTable(props: FileTableProps) {
  const { entries, truncated } = props;
  const sorted = [...entries].sort((one, other) => Number(isDirectory(other)) - Number(isDirectory(one)) || one.name.localeCompare(other.name));
  if (entries.length === 0) {
    return <Empty icon="folder" title={texts.files.empty} hint={texts.files.drop} />;
  }
  return (
    <>
      <table class="table stacking">
        <caption class="hidden">{texts.detail.files}</caption>
        <thead>
          <tr>
            <th>{texts.files.name}</th><th class="end">{texts.files.size}</th><th>{texts.files.mode}</th><th>{texts.files.owner}</th><th>{texts.files.modified}</th>
            <th class="end">{texts.containers.actions}</th>
          </tr>
        </thead>
        <tbody>{sorted.map((entry) => <Row key={entry.name} entry={entry} {...props} />)}</tbody>
      </table>
      {truncated && <p class="muted">{texts.files.truncated(entries.length)}</p>}
    </>
  );
}

function Row({ container, path, entry, within, onEdit, attempt }: FileTableProps & { entry: DirectoryEntry }) {
  const { name, type, sizeBytes, mode, uid, gid, modifiedAt, linkTarget } = entry;
  const full = within(name);
  const rename = async () => {
    const answer = await ask({
      title: texts.files.renameTitle(name), text: "", action: texts.actions.rename, harmless: true, input: { label: texts.containers.newName, value: name },
    });
    if (answer) {
      attempt(() => files.move(container.id, full, within(answer.input)));
    }
  };
  const remove = async () => {
    if (await ask({ title: texts.files.removeTitle(name), text: texts.files.removeText(full, isDirectory(entry)), action: texts.actions.remove })) {
      attempt(() => files.remove(container.id, full));
    }
  };
  return (
    <tr>
      <th scope="row" class="file-name">
        <Icon name={icons[type] ?? "file"} />
        {isDirectory(entry) || linkTarget
          ? <a class="mono break" href={to("containers", container.name, "files", ...path.split("/").filter(Boolean), name)}>{name}</a>
          : <button type="button" class="link mono break" onClick={() => onEdit(entry)} aria-label={texts.files.edit(name)}>{name}</button>}
        {linkTarget && <span class="mono muted break"> → {linkTarget}</span>}
      </th>
      <td data-label={texts.files.size} class="end number">{isDirectory(entry) ? "–" : bytes(sizeBytes)}</td>
      <td data-label={texts.files.mode} class="mono">{mode}</td>
      <td data-label={texts.files.owner} class="number">{uid}:{gid}</td>
      <td data-label={texts.files.modified} class="number">{moment(modifiedAt)}</td>
      <td class="end row-actions">
        <IconButton icon="download" label={texts.files.download(name)} onClick={() => void download(container.id, full, entry).catch((failure: unknown) => attempt(() => Promise.reject(failure)))} />
        <Menu
          label={texts.actions.more(name)}
          items={[
            { text: texts.actions.rename, icon: "edit", onSelect: () => void rename() },
            { text: texts.actions.remove, icon: "trash", danger: true, onSelect: () => void remove() },
          ]}
        />
      </td>
    </tr>
  );
}

function isDirectory(entry: DirectoryEntry): boolean {
  return entry.type === "directory";
}

// A directory comes as an archive.
async function download(container: string, path: string, entry: DirectoryEntry): Promise<void> {
  if (isDirectory(entry)) {
    saveFile(`${entry.name}.tar`, await files.archive(container, path));
  } else {
    saveFile(entry.name, await files.get(container, path));
  }
}
