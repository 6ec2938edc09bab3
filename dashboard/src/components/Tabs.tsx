export interface Tab {
  id: string;
  text: string;
  href: string;
}

interface TabsProps {
  label: string;
  tabs: Tab[];
  current: string;
}

/** Links to the views of one thing; each has an address of its own. */
export function Tabs({ label, tabs, current }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ id, text, href }) => (
        <a key={id} href={href} aria-current={id === current ? "page" : undefined}>{text}</a>
      ))}
    </nav>
  );
}
