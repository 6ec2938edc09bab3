import { Icon } from "./Icon";

interface SearchFieldProps {
  label: string;
  value: string;
  hint?: string;
  onInput: (value: string) => void;
  onEnter?: (backwards: boolean) => void;
}

export function SearchField({ label, value, hint, onInput, onEnter }: SearchFieldProps) {
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      onEnter?.(event.shiftKey);
    }
  };
  return (
    <div class="search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={hint ?? label}
        value={value}
        spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={press}
      />
    </div>
  );
}
