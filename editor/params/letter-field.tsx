import { Button, Group, Menu, Modal, SegmentedControl, Stack, Tabs, Text } from '@mantine/core'
import { IconEye, IconMaximize, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Block, LetterText } from '../../shared/letter.ts'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import type { Template } from '../../shared/template.ts'
import { type Language, type Localized, languages } from '../../shared/words.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useWords } from '../words/use-words.ts'
import { LetterPreview } from './letter-preview.tsx'
import { OrderButtons } from './order-buttons.tsx'
import { SamplePicker } from './sample-picker.tsx'
import { TemplateInput } from './template-input.tsx'

/** A letter in each language, as a step stores it. */
export type Letters = Localized<LetterText<Template>>

interface Props {
  readonly node: WorkflowNode
  readonly type: NodeTypeData
  readonly value: Letters
  readonly set: (value: Letters | undefined) => void
}

const blockKinds = ['text', 'heading', 'button', 'divider', 'questions', 'signature'] as const

/**
 * A letter: a tab per language, subject, blocks with values, and the letter as it would arrive. The larger room opens
 * as a dialog.
 */
export function LetterField({ node, type, value, set }: Props) {
  const { t, language: own } = useWords()
  const [language, setLanguage] = useState<Language>(
    value[own] || Object.keys(value).length === 0 ? own : (languages.find((each) => value[each]) ?? own),
  )
  const [large, setLarge] = useState(false)
  const editor = <LetterEditor {...{ node, type, value, set, language, setLanguage }} />
  return (
    <Stack gap="xs">
      {editor}
      <Group gap={6}>
        <Button size="compact-sm" variant="default" leftSection={<IconMaximize size={16} />} onClick={() => setLarge(true)}>
          {t('letter.compose')}
        </Button>
      </Group>
      <Modal
        opened={large}
        onClose={() => setLarge(false)}
        fullScreen
        title={t('letter.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <div className="letter-composer">
          <div>{editor}</div>
          <div>
            <SamplePicker />
            <Preview node={node} letters={value} language={language} height="calc(100dvh - 190px)" />
          </div>
        </div>
      </Modal>
    </Stack>
  )
}

function Preview({ node, letters, language, height }: { node: WorkflowNode; letters: Letters; language: Language; height: string }) {
  const { t } = useWords()
  const [size, setSize] = useState('desktop')
  return (
    <Stack gap="xs" mt="sm">
      <SegmentedControl
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        aria-label={t('letter.size')}
        value={size}
        onChange={setSize}
        data={['desktop', 'phone', 'text'].map((each) => ({ value: each, label: t(`letter.${each as 'phone'}`) }))}
      />
      <LetterPreview node={node} letters={letters} language={language} size={size as 'phone'} height={height} />
    </Stack>
  )
}

interface EditorProps extends Props {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
}

function LetterEditor({ node, value, set, language, setLanguage }: EditorProps) {
  const { t } = useWords()
  const [previews, setPreviews] = useState(false)
  return (
    <Stack gap="xs">
      <Tabs value={language} onChange={(next) => setLanguage(languages.find((each) => each === next) ?? language)} keepMounted={false}>
        <Tabs.List>
          {languages.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`language.${each}`)}
              {!value[each] && <span className="field-frame__optional"> · {t('letter.none')}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {languages.map((each) => (
          <Tabs.Panel key={each} value={each} pt="xs">
            <LetterInLanguage node={node} language={each} value={value} set={set} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconEye size={16} />}
        aria-expanded={previews}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => setPreviews(!previews)}
      >
        {t('letter.preview')}
      </Button>
      {previews && <LetterPreview node={node} letters={value} language={language} size="phone" height="320px" />}
    </Stack>
  )
}

function LetterInLanguage({ node, language, value, set }: Omit<Props, 'type'> & { language: Language }) {
  const { t } = useWords()
  const letter = value[language]
  if (!letter) {
    const other = languages.map((each) => value[each]).find(Boolean)
    return (
      <Stack gap={6} align="flex-start">
        <Text size="sm" c="dimmed">
          {t(other ? 'letter.missing' : 'letter.noneYet')}
        </Text>
        <Group gap={6}>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => set({ ...value, [language]: { subject: [], blocks: [{ kind: 'text', text: [] }, { kind: 'signature' }] } })}
          >
            {t('letter.write')}
          </Button>
          {other && (
            <Button size="compact-sm" variant="default" onClick={() => set({ ...value, [language]: other })}>
              {t('letter.copyOther')}
            </Button>
          )}
        </Group>
      </Stack>
    )
  }
  const change = (next: Partial<LetterText<Template>>) => set({ ...value, [language]: { ...letter, ...next } })
  const setBlock = (at: number, block: Block<Template>) =>
    change({ blocks: letter.blocks.map((each, index) => (index === at ? block : each)) })
  return (
    <Stack gap="xs">
      <div>
        <div className="letter-label">{t('letter.subject')}</div>
        <TemplateInput label={t('letter.subject')} node={node.id} value={letter.subject} set={(subject) => change({ subject })} />
      </div>
      {letter.blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name of their own
        <div key={at} className="letter-block">
          <div className="letter-block__head">
            <span>{t(`block.${block.kind}`)}</span>
            <span>
              <OrderButtons list={letter.blocks} at={at} set={(blocks) => change({ blocks })} />
            </span>
          </div>
          <BlockFields node={node.id} block={block} set={(next) => setBlock(at, next)} />
        </div>
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconPlus size={16} />} style={{ alignSelf: 'flex-start' }}>
            {t('letter.addBlock')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {blockKinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => change({ blocks: withBlock(letter.blocks, kind) })}>
              {t(`block.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Stack>
  )
}

/** A new block stands before the signature, which closes a letter. */
function withBlock(blocks: readonly Block<Template>[], kind: Block<Template>['kind']): readonly Block<Template>[] {
  const block = emptyBlock(kind)
  const signature = blocks.at(-1)?.kind === 'signature' && kind !== 'signature' ? blocks.at(-1) : undefined
  return signature ? [...blocks.slice(0, -1), block, signature] : [...blocks, block]
}

function emptyBlock(kind: Block<Template>['kind']): Block<Template> {
  switch (kind) {
    case 'text':
    case 'heading':
      return { kind, text: [] }
    case 'button':
      return { kind, text: [], url: ['https://'] }
    case 'picture':
      return { kind, src: '', alt: [], width: 600 }
    case 'columns':
      return { kind, left: [], right: [] }
    default:
      return { kind }
  }
}

function BlockFields({ node, block, set }: { node: string; block: Block<Template>; set: (block: Block<Template>) => void }) {
  const { t } = useWords()
  switch (block.kind) {
    case 'text':
    case 'heading':
      return (
        <TemplateInput
          label={t(`block.${block.kind}`)}
          node={node}
          lines={block.kind === 'text' ? 'many' : 'one'}
          value={block.text}
          set={(text) => set({ ...block, text })}
        />
      )
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
    case 'columns':
      return null
    default:
      return (
        <Text size="xs" c="dimmed">
          {t(`block.${block.kind}.hint`)}
        </Text>
      )
  }
}
