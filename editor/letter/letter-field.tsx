import { Button, Group, Stack } from '@mantine/core'
import { IconEye, IconMaximize } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { type Language, languages } from '../../shared/words.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useWords } from '../words/use-words.ts'
import { LetterEditor } from './letter-editor.tsx'
import { LetterPreview } from './letter-preview.tsx'
import type { Letters } from './made-letter.ts'

/** Nobody needs it who does not open it. */
const LetterComposer = lazy(() => Promise.all([import('./letter-composer.tsx'), import('../words/composer.ts')]).then(([page]) => page))

interface Props {
  readonly node: WorkflowNode
  readonly value: Letters
  readonly set: (value: Letters) => void
}

/** A letter in the panel of its step; the larger room opens over the whole page. */
export function LetterField({ node, value, set }: Props) {
  const { t, language: own } = useWords()
  const [language, setLanguage] = useState<Language>(
    value[own] || Object.keys(value).length === 0 ? own : (languages.find((each) => value[each]) ?? own),
  )
  const [large, setLarge] = useState(false)
  const [previews, setPreviews] = useState(false)
  return (
    <Stack gap="xs">
      <LetterEditor node={node} value={value} set={set} language={language} setLanguage={setLanguage} />
      <Group gap={6}>
        <Button size="compact-sm" variant="default" leftSection={<IconMaximize size={16} />} onClick={() => setLarge(true)}>
          {t('letter.compose')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconEye size={16} />}
          aria-expanded={previews}
          onClick={() => setPreviews(!previews)}
        >
          {t('letter.preview')}
        </Button>
      </Group>
      {previews && <LetterPreview node={node} letters={value} language={language} size="phone" height="320px" />}
      {large && (
        <Suspense>
          <LetterComposer {...{ node, value, set, language, setLanguage }} close={() => setLarge(false)} />
        </Suspense>
      )}
    </Stack>
  )
}
