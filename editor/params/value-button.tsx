import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { IconCirclePlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useScene } from '../workflow/scene.ts'
import { DataPicker } from './data-picker.tsx'
import type { Choosable } from './references.ts'

interface Props {
  /** What choosing a value means here, read aloud. */
  readonly name: string
  readonly node: string | null
  readonly suits: (value: Choosable) => boolean
  readonly choose: (value: Choosable) => void
}

/** The button beside a plain control that leads to the values of the flow that can take its place. */
export function ValueButton({ name, node, suits, choose }: Props) {
  const { readOnly } = useScene()
  const [open, setOpen] = useState(false)
  const pick = (value: Choosable) => {
    setOpen(false)
    choose(value)
  }
  return (
    <Popover opened={open} onDismiss={() => setOpen(false)} position="bottom-end" width={320} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Tooltip label={name}>
          <ActionIcon size={28} color="gray" disabled={readOnly} aria-label={name} onClick={() => setOpen(!open)}>
            <IconCirclePlus size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={name}>
        {open && <DataPicker {...{ node, suits, pick }} />}
      </Popover.Dropdown>
    </Popover>
  )
}
