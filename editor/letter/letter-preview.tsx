import { ScrollArea, Text } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import type { Language } from '../../shared/words.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useReferenceName } from '../params/references.ts'
import { useSample } from '../params/sample.ts'
import { useWords } from '../words/use-words.ts'
import { type Letters, useMadeLetter } from './made-letter.ts'
import { seenIn } from './seen-in.ts'
import './letter.css'

/** How a letter is read; `phone` is 375 pixels wide. */
export type ReadOn = 'desktop' | 'phone' | 'text'

interface Props {
  readonly node: WorkflowNode
  readonly letters: Letters
  readonly language: Language
  readonly size: ReadOn
  /** In a mail program that is dark. */
  readonly dark?: boolean
  readonly height: string
}

/**
 * The letter as it would arrive, made by the same renderer that sends it, in a frame that can do nothing. Filled for
 * the chosen sample; values that are missing are named.
 */
export function LetterPreview({ node, letters, language, size, dark = false, height }: Props) {
  const { t } = useWords()
  const { title } = useSample()
  const nameOf = useReferenceName()
  const made = useMadeLetter(node, letters, language)
  const own = useColorScheme(undefined, { getInitialValueInEffect: false })
  if (!made) return null
  const { subject, preheader = '' } = made.content
  return (
    <section className="letter-preview" aria-label={t('letter.preview')} data-size={size} data-dark={dark || undefined}>
      <div className="letter-preview__head">
        <Text size="xs" c="dimmed">
          {t('letter.to', { name: title === '' ? t('common.nobody') : title })}
        </Text>
        <Text size="sm" fw={600}>
          {subject === '' ? t('letter.noSubject') : subject}
        </Text>
        {preheader !== '' && (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {preheader}
          </Text>
        )}
        {made.empty.length > 0 && (
          <Text size="xs" c="var(--t-warning)">
            {t('letter.emptyValues', { names: made.empty.map(nameOf).join(', ') })}
          </Text>
        )}
      </div>
      {size === 'text' ? (
        <ScrollArea h={height} type="auto">
          <pre className="letter-preview__text">{made.text}</pre>
        </ScrollArea>
      ) : (
        <iframe
          title={t('letter.preview')}
          sandbox=""
          srcDoc={seenIn(made.html, dark ? 'dark' : 'light', own)}
          className="letter-preview__frame"
          style={{ height, colorScheme: dark ? 'dark' : 'light' }}
        />
      )}
    </section>
  )
}
