import { Group, Stack, Textarea, TextInput } from '@mantine/core'
import { Fragment } from 'react'
import type { SendEmail } from '../../shared/effects.ts'
import type { Json } from '../../shared/json.ts'
import type { Block } from '../../shared/letter.ts'
import { blockKeys } from '../letter/letter-edits.ts'
import { useWords } from '../words/use-words.ts'
import { isSame } from './corrections.ts'
import { Edited } from './edited.tsx'

interface Props {
  readonly letter: SendEmail
  readonly original: SendEmail
  readonly onChange: (blocks: readonly Block<string>[]) => void
}

/** The texts of a letter as plain text areas, one for each block that has a text. Each one that was changed can be restored. */
export const LetterBlocks = ({ letter, original, onChange }: Props) => (
  <Texts blocks={letter.blocks} original={original.blocks} onChange={onChange} />
)

interface TextsProps<Each extends Block<string>> {
  readonly blocks: readonly Each[]
  /** In the same places, as neither blocks nor columns are added or moved here. */
  readonly original: readonly Each[]
  readonly onChange: (blocks: readonly Each[]) => void
}

function Texts<Each extends Block<string>>({ blocks, original, onChange }: TextsProps<Each>) {
  const { t } = useWords()
  const replace = (at: number, block: Block<string>) => onChange(blocks.with(at, block as Each))
  const keys = blockKeys(blocks)
  const texts = blocks.filter(({ kind }) => kind === 'text')
  return (
    <Stack gap="sm">
      {blocks.map((each, at) => {
        const block: Block<string> = each
        const before: Block<string> | undefined = original[at]
        if (block.kind === 'columns') {
          if (before?.kind !== 'columns') return null
          return (
            <Fragment key={keys[at]}>
              <Texts blocks={block.left} original={before.left} onChange={(left) => replace(at, { ...block, left })} />
              <Texts blocks={block.right} original={before.right} onChange={(right) => replace(at, { ...block, right })} />
            </Fragment>
          )
        }
        if (block.kind !== 'text' && block.kind !== 'heading' && block.kind !== 'button') return null
        const name = t(`inbox.block.${block.kind}`)
        const label =
          block.kind === 'text' && texts.length > 1 ? t('inbox.block.numbered', { name, number: texts.indexOf(each) + 1 }) : name
        const typed = (event: { currentTarget: { value: string } }) => replace(at, { ...block, text: event.currentTarget.value })
        return (
          <Edited
            key={keys[at]}
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
