import type { ComponentChildren } from "preact";
import { Button, IconButton } from "../../components/Button";
import { FieldGroup } from "../../components/Field";
import { texts } from "../../texts";

interface RowsProps<T> {
  title: string;
  add: string;
  rows: T[];
  /** What a new row has in it. */
  empty: T;
  onChange: (rows: T[]) => void;
  children: (row: T, change: (changed: Partial<T>) => void) => ComponentChildren;
}

/** Several of the same, as many as wanted. */
export function Rows<T extends object>({ title, add, rows, empty, onChange, children }: RowsProps<T>) {
  const change = (index: number, changed: Partial<T>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...changed } : row)));
  return (
    <FieldGroup title={title}>
      {rows.map((row, index) => (
        <div key={index} class="form-row" role="group" aria-label={`${title} ${texts.create.number(index)}`}>
          {children(row, (changed) => change(index, changed))}
          <IconButton icon="close" label={texts.create.removeRow(title, index + 1)} onClick={() => onChange(rows.filter((_, at) => at !== index))} />
        </div>
      ))}
      <Button icon="plus" onClick={() => onChange([...rows, empty])}>{add}</Button>
    </FieldGroup>
  );
}
