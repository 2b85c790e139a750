import { Stack, Text } from '@mantine/core'
import type { SmallBlock } from '../../shared/letter.ts'
import type { Template } from '../../shared/template.ts'
import { TemplateInput } from '../params/template-input.tsx'
import { useWords } from '../words/use-words.ts'
import { BlockList } from './block-list.tsx'
import { columnKinds, type DrawnBlock, emptyBlock } from './letter-edits.ts'
import { PictureFields } from './picture-fields.tsx'

interface Props<Each extends DrawnBlock> {
  /** The step that the letter belongs to. */
  readonly node: string
  readonly block: Each
  readonly set: (block: Each) => void
}

/** What is written into one block. */
export function BlockFields({ node, block, set, place }: Props<DrawnBlock> & { readonly place: string }) {
  const { t } = useWords()
  switch (block.kind) {
    case 'columns':
      return (
        <div className="letter-columns">
          <Column name={t('letter.left')} node={node} place={`${place}.left`} blocks={block.left} set={(left) => set({ ...block, left })} />
          <Column
            name={t('letter.right')}
            node={node}
            place={`${place}.right`}
            blocks={block.right}
            set={(right) => set({ ...block, right })}
          />
        </div>
      )
    case 'questions':
    case 'signature':
      return <Hint text={t(`block.${block.kind}.hint`)} />
    default:
      return <SmallFields node={node} block={block} set={set} />
  }
}

interface ColumnProps {
  readonly name: string
  readonly node: string
  readonly place: string
  readonly blocks: readonly SmallBlock<Template>[]
  readonly set: (blocks: readonly SmallBlock<Template>[]) => void
}

function Column({ name, node, place, blocks, set }: ColumnProps) {
  return (
    <div className="letter-column">
      <div className="letter-label">{name}</div>
      <BlockList
        label={name}
        node={node}
        place={place}
        blocks={blocks}
        set={set}
        kinds={columnKinds}
        begin={(kind) => emptyBlock(kind)}
        fields={(block, change) => <SmallFields node={node} block={block} set={change} />}
      />
    </div>
  )
}

function SmallFields({ node, block, set }: Props<SmallBlock<Template>>) {
  const { t } = useWords()
  switch (block.kind) {
    case 'text':
      return (
        <TemplateInput label={t('block.text')} node={node} lines="many" marks value={block.text} set={(text) => set({ ...block, text })} />
      )
    case 'heading':
      return <TemplateInput label={t('block.heading')} node={node} value={block.text} set={(text) => set({ ...block, text })} />
    case 'button':
      return (
        <Stack gap={6}>
          <TemplateInput
            label={t('letter.buttonText')}
            placeholder={t('letter.buttonText')}
            node={node}
            value={block.text}
            set={(text) => set({ ...block, text })}
          />
          <TemplateInput
            label={t('letter.buttonUrl')}
            placeholder="https://"
            node={node}
            value={block.url}
            set={(url) => set({ ...block, url })}
          />
        </Stack>
      )
    case 'picture':
      return <PictureFields node={node} block={block} set={set} />
    case 'divider':
      return <Hint text={t('block.divider.hint')} />
  }
}

const Hint = ({ text }: { readonly text: string }) => (
  <Text size="xs" c="dimmed">
    {text}
  </Text>
)
