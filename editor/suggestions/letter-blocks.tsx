import { Group, Stack, Textarea, TextInput } from '@mantine/core'
import type { SendEmail } from '../../shared/effects.ts'
import type { Json } from '../../shared/json.ts'
import type { Block } from '../../shared/letter.ts'
import { useWords } from '../words/use-words.ts'
import { isSame } from './corrections.ts'
import { Edited } from './edited.tsx'

interface Props {
  readonly letter: SendEmail
  readonly original: SendEmail
  readonly onChange: (blocks: readonly Block<string>[]) => void
}

/** The texts of a letter as plain text areas, one for each block that has a text. Each one that was changed can be restored. */
export function LetterBlocks({ letter, original, onChange }: Props) {
  const { t } = useWords()
  const replace = (at: number, block: Block<string>) => onChange(letter.blocks.map((each, index) => (index === at ? block : each)))
  const texts = letter.blocks.filter(({ kind }) => kind === 'text')
  return (
    <Stack gap="sm">
      {letter.blocks.map((block, at) => {
        if (block.kind !== 'text' && block.kind !== 'heading' && block.kind !== 'button') return null
        const before = original.blocks[at]
        const name = t(`inbox.block.${block.kind}`)
        const label =
          block.kind === 'text' && texts.length > 1 ? t('inbox.block.numbered', { name, number: texts.indexOf(block) + 1 }) : name
        const typed = (event: { currentTarget: { value: string } }) => replace(at, { ...block, text: event.currentTarget.value })
        return (
          <Edited
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks are neither added nor moved here
            key={at}
            isEdited={before !== undefined && !isSame(before as unknown as Json, block as unknown as Json)}
            restore={() => before && replace(at, before)}
          >
            {block.kind === 'text' ? (
              <Textarea label={label} autosize minRows={2} maxRows={20} value={block.text} onChange={typed} />
            ) : block.kind === 'heading' ? (
              <TextInput label={label} value={block.text} onChange={typed} />
            ) : (
              <Group grow align="flex-start">
                <TextInput label={label} value={block.text} onChange={typed} />
                <TextInput
                  label={t('inbox.block.url')}
                  type="url"
                  value={block.url}
                  onChange={(event) => replace(at, { ...block, url: event.currentTarget.value })}
                />
              </Group>
            )}
          </Edited>
        )
      })}
    </Stack>
  )
}
