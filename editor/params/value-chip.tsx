import { Button, Group, Popover, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Format, Reference } from '../../shared/template.ts'
import { fillTemplate } from '../../shared/template-fill.ts'
import { useSession } from '../api/session.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { useChoiceLabels } from './choice-labels.ts'
import { DataPicker } from './data-picker.tsx'
import { type Choosable, useBroken, useReferenceName, useReferences } from './references.ts'
import { useSample } from './sample.ts'
import { asReference, formatsFor } from './suiting.ts'

interface Props {
  readonly reference: Reference
  readonly node: string | null
  readonly change: (reference: Reference) => void
  readonly remove: () => void
  /** Outside texts: the value is compared, not written. Only values that suit are offered. */
  readonly compared?: (value: Choosable) => boolean
}

/** One value of the flow: what it is for the sample; in a text also how it is written, and what stands there when it is empty. */
export function ValueChip({ reference, node, change, remove, compared }: Props) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const name = useReferenceName()(reference.ref)
  const broken = useBroken()(reference.ref)
  const shown = useFilled(reference, node)
  const [open, setOpen] = useState(false)
  const [replacing, setReplacing] = useState(false)
  const close = () => {
    setOpen(false)
    setReplacing(false)
  }
  const removeButton = (
    <Button
      size="compact-sm"
      variant="subtle"
      color="red.9"
      leftSection={<IconTrash size={14} />}
      onClick={() => {
        close()
        remove()
      }}
    >
      {t('common.remove')}
    </Button>
  )
  return (
    <Popover opened={open} onDismiss={close} position="bottom-start" width={300} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className="value-chip"
          data-chip={reference.ref}
          data-broken={broken !== null || undefined}
          disabled={readOnly}
          onClick={() => setOpen(!open)}
          onKeyDown={(event) => {
            if (event.key !== 'Delete' && event.key !== 'Backspace') return
            event.preventDefault()
            remove()
          }}
        >
          {broken !== null && <IconAlertTriangle size={14} aria-hidden />}
          <b>{name}</b>
          <span>{broken === null ? shown : t(`chip.gone.${broken.kind}`)}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        {replacing || broken !== null || compared ? (
          <>
            {broken !== null && (
              <Text size="sm" mb="xs">
                {t(`chip.goneHint.${broken.kind}`, { name })}
              </Text>
            )}
            <DataPicker
              node={node}
              {...(compared ? { suits: compared } : {})}
              pick={(chosen) => {
                // What stands there when it is empty was meant for the place, not for the value.
                change({ ...asReference(chosen), ...(reference.or === undefined ? {} : { or: reference.or }) })
                close()
              }}
            />
            {(broken !== null || compared) && removeButton}
          </>
        ) : (
          <Stack gap="xs">
            <FormatSelect reference={reference} node={node} change={change} />
            <TextInput
              label={t('chip.or')}
              description={t('chip.orHint')}
              size="sm"
              value={reference.or ?? ''}
              maxLength={200}
              onChange={({ currentTarget: { value } }) => {
                const { or: _, ...rest } = reference
                change(value === '' ? rest : { ...rest, or: value })
              }}
            />
            <Group gap={6} mt={4}>
              <Button size="compact-sm" variant="default" onClick={() => setReplacing(true)}>
                {t('chip.replace')}
              </Button>
              {removeButton}
            </Group>
          </Stack>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

/** How the value is written: what its type can be, and what it is written as now. */
function FormatSelect({ reference, node, change }: Pick<Props, 'reference' | 'node' | 'change'>) {
  const { t } = useWords()
  const { ref, format: now = 'plain' } = reference
  const value = useReferences(node)
    .flatMap(({ items }) => items)
    .find(({ path }) => path === ref)
  const offered = formatsFor(value ?? { type: 'any' })
  return (
    <Select
      label={t('chip.format')}
      size="sm"
      allowDeselect={false}
      data={(offered.includes(now) ? offered : [...offered, now]).map((format) => ({ value: format, label: t(`format.${format}`) }))}
      value={now}
      onChange={(next) => {
        const { format: _, ...rest } = reference
        change(next === null || next === 'plain' ? rest : { ...rest, format: next as Format })
      }}
    />
  )
}

/** The value as it would be written for the sample, and what takes its place where it is empty. */
function useFilled(reference: Reference, node: string | null): string {
  const { t, language } = useWords()
  const { user, company } = useSession()
  const { resolve } = useSample(node)
  const labelOf = useChoiceLabels(node)
  const { or, ...alone } = reference
  const options = { language, zone: user.zone || company.zone, currency: company.currency, labelOf }
  const { text, empty } = fillTemplate([alone], resolve, options)
  if (empty.length === 0) return text
  return or === undefined ? t('picker.empty') : t('chip.emptyUses', { text: or })
}
