import { Text } from '@mantine/core'
import { useMemo } from 'react'
import type { LetterCategory } from '../../shared/effects.ts'
import { withTexts } from '../../shared/letter.ts'
import { renderLetter } from '../../shared/letter-render.ts'
import type { Question } from '../../shared/params.ts'
import type { Template } from '../../shared/template.ts'
import { fillTemplate } from '../../shared/template-fill.ts'
import { inLanguage, type Language } from '../../shared/words.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useSession } from '../api/session.ts'
import { useWords } from '../words/use-words.ts'
import type { Letters } from './letter-field.tsx'
import { useReferenceName } from './references.ts'
import { useSample } from './sample.ts'

interface Props {
  readonly node: WorkflowNode
  readonly letters: Letters
  readonly language: Language
  readonly size: 'desktop' | 'phone' | 'text'
  readonly height: string
}

/**
 * The letter as it would arrive, made by the same renderer that sends it, in a frame that can do nothing. Filled for
 * the chosen sample; values that are missing are named.
 */
export function LetterPreview({ node, letters, language, size, height }: Props) {
  const { t } = useWords()
  const { user, company } = useSession()
  const sample = useSample()
  const nameOf = useReferenceName()
  const letter = inLanguage(letters, language)
  const made = useMemo(() => {
    if (!letter) return null
    const empty = new Set<string>()
    const fill = (template: Template) => {
      const filled = fillTemplate(template, sample.resolve, { language, zone: company.zone, currency: company.currency })
      for (const path of filled.empty) empty.add(path)
      return filled.text
    }
    const category = node.params['category']
    const subject = fill(letter.subject)
    const signature = sample.resolve('owner.signature') ?? sample.resolve('owner.name') ?? user.name
    const rendered = renderLetter(
      {
        subject,
        blocks: letter.blocks.map((block) => withTexts(block, fill)),
        category: (category === 'offers' || category === 'service' ? category : 'personal') as LetterCategory,
        questions: Array.isArray(node.params['questions']) ? (node.params['questions'] as unknown as Question[]) : [],
      },
      {
        language,
        signature: String(signature),
        baseUrl: window.location.origin,
        unsubscribeUrl: category === 'offers' ? `${window.location.origin}/u/preview` : null,
        clickUrl: (url) => url,
        openPixelUrl: null,
        questionsUrl: null,
      },
    )
    return { subject, ...rendered, empty: [...empty] }
  }, [letter, sample, language, company, node.params, user.name])
  if (!made) return null
  return (
    <section className="letter-preview" aria-label={t('letter.preview')}>
      <div className="letter-preview__head">
        <Text size="xs" c="dimmed">
          {t('letter.to', { name: sample.title === '' ? t('common.nobody') : sample.title })}
        </Text>
        <Text size="sm" fw={600}>
          {made.subject === '' ? t('letter.noSubject') : made.subject}
        </Text>
        {made.empty.length > 0 && (
          <Text size="xs" c="var(--t-warning)">
            {t('letter.emptyValues', { names: made.empty.map(nameOf).join(', ') })}
          </Text>
        )}
      </div>
      {size === 'text' ? (
        <pre className="letter-preview__text" style={{ height }}>
          {made.text}
        </pre>
      ) : (
        <iframe
          title={t('letter.preview')}
          sandbox=""
          srcDoc={made.html}
          className="letter-preview__frame"
          style={{ height, ...(size === 'phone' ? { maxWidth: 375 } : {}) }}
        />
      )}
    </section>
  )
}
