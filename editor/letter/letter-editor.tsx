import { Button, Group, Stack, Tabs, Text } from '@mantine/core'
import type { LetterText } from '../../shared/letter.ts'
import type { Template } from '../../shared/template.ts'
import { type Language, languages } from '../../shared/words.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { TemplateInput } from '../params/template-input.tsx'
import { useWords } from '../words/use-words.ts'
import { BlockFields } from './block-fields.tsx'
import { BlockList } from './block-list.tsx'
import { blockKinds, emptyBlock } from './letter-edits.ts'
import { LetterPlace } from './letter-place.tsx'
import type { Letters } from './made-letter.ts'
import './letter.css'

interface Props {
  readonly node: WorkflowNode
  readonly value: Letters
  readonly set: (value: Letters) => void
  readonly language: Language
  readonly setLanguage: (language: Language) => void
}

/** What is written: a tab per language; subject, preheader and blocks with values. */
export function LetterEditor({ node, value, set, language, setLanguage }: Props) {
  const { t } = useWords()
  return (
    <Tabs value={language} onChange={(next) => setLanguage(languages.find((each) => each === next) ?? language)} keepMounted={false}>
      <Tabs.List>
        {languages.map((each) => (
          <Tabs.Tab key={each} value={each} data-language={each}>
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
  )
}

function LetterInLanguage({ node, language, value, set }: Omit<Props, 'setLanguage'>) {
  const { t } = useWords()
  const letter = value[language]
  if (!letter) return <NotWritten language={language} value={value} set={set} />
  const change = (next: Partial<LetterText<Template>>) => set({ ...value, [language]: { ...letter, ...next } })
  const { preheader: _, ...without } = letter
  return (
    <Stack gap="xs">
      <LetterPlace node={node.id} place={`${language}.subject`}>
        <div className="letter-label">{t('letter.subject')}</div>
        <TemplateInput label={t('letter.subject')} node={node.id} value={letter.subject} set={(subject) => change({ subject })} />
      </LetterPlace>
      <LetterPlace node={node.id} place={`${language}.preheader`}>
        <div className="letter-label">{t('letter.preheader')}</div>
        <TemplateInput
          label={t('letter.preheader')}
          placeholder={t('letter.preheaderHint')}
          node={node.id}
          value={letter.preheader ?? []}
          set={(preheader) => (preheader.length === 0 ? set({ ...value, [language]: without }) : change({ preheader }))}
        />
      </LetterPlace>
      <BlockList
        label={t('letter.blocks')}
        node={node.id}
        place={`${language}.blocks`}
        blocks={letter.blocks}
        set={(blocks) => change({ blocks })}
        kinds={blockKinds}
        begin={(kind) => emptyBlock(kind)}
        fields={(block, put, place) => <BlockFields node={node.id} block={block} set={put} place={place} />}
      />
      {node.params['category'] === 'offers' && (
        <Text size="xs" c="dimmed">
          {t('letter.unsubscribeLine')}
        </Text>
      )}
    </Stack>
  )
}

function NotWritten({ language, value, set }: Pick<Props, 'language' | 'value' | 'set'>) {
  const { t } = useWords()
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
          onClick={() => set({ ...value, [language]: { subject: [], blocks: [emptyBlock('text'), emptyBlock('signature')] } })}
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
