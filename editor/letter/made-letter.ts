/** The letter of a step, filled for the sample by the renderer that also makes what is sent. */
import { useMemo } from 'react'
import { type LetterText, withLetterTexts } from '../../shared/letter.ts'
import { escapeMarks } from '../../shared/letter-marks.ts'
import { type LetterContent, type LetterSurroundings, renderLetter, surroundingsOfTrial } from '../../shared/letter-render.ts'
import { questionsIn } from '../../shared/params.ts'
import type { Template } from '../../shared/template.ts'
import { fillTemplate } from '../../shared/template-fill.ts'
import { type Language, type Localized, writtenIn } from '../../shared/words.ts'
import type { WorkflowNode } from '../../shared/workflow.ts'
import { useSession } from '../api/session.ts'
import { useChoiceLabels } from '../params/choice-labels.ts'
import { useSample } from '../params/sample.ts'

/** A letter in each language, as a step stores it. */
export type Letters = Localized<LetterText<Template>>

/** What the sample would get. */
interface MadeLetter {
  /** Sends the very bytes of `html` and `text` when it is handed to the server. */
  readonly content: LetterContent & Pick<LetterSurroundings, 'language' | 'signature'>
  readonly html: string
  readonly text: string
  /** Paths of values that are empty for the sample and have no fallback. */
  readonly empty: readonly string[]
}

/** Null while nothing is written. In another language where it is not written in the wanted one. */
export function useMadeLetter(node: WorkflowNode, letters: Letters, wanted: Language): MadeLetter | null {
  const { user, company, baseUrl } = useSession()
  const { resolve } = useSample(node.id)
  const labelOf = useChoiceLabels(node.id)
  const { category, questions } = node.params
  return useMemo(() => {
    const language = writtenIn(letters, wanted)
    const letter = language && letters[language]
    if (!letter) return null
    const empty = new Set<string>()
    const fill = (template: Template, marked: boolean) => {
      const options = { language, zone: company.zone, currency: company.currency, labelOf }
      const filled = fillTemplate(template, resolve, options, marked ? escapeMarks : undefined)
      for (const path of filled.empty) empty.add(path)
      return filled.text
    }
    const content: MadeLetter['content'] = {
      ...withLetterTexts(letter, fill),
      category: category === 'offers' || category === 'service' ? category : 'personal',
      questions: questionsIn(questions),
      language,
      signature: String(resolve('owner.signature') ?? resolve('owner.name') ?? user.name),
    }
    const around = surroundingsOfTrial(content, { language, signature: content.signature, baseUrl })
    return { content, ...renderLetter(content, around), empty: [...empty] }
  }, [letters, wanted, resolve, labelOf, company, baseUrl, category, questions, user.name])
}
