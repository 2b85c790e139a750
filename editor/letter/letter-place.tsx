import type { FocusEvent, ReactNode } from 'react'
import type { Problem } from '../../shared/problem.ts'
import { say } from '../../shared/say.ts'
import { useToldProblems } from '../params/told-problems.ts'
import { useWords } from '../words/use-words.ts'
import { useView } from '../workflow/scene.ts'

interface Props {
  /** The step that the letter belongs to. */
  readonly node: string
  /** Which part of its letter: `en.subject`, `en.blocks.2`. */
  readonly place: string
  readonly children: ReactNode
}

/** A part of a letter, and below it what is wrong in it. It is told as with any field: not while it is written for the first time. */
export function LetterPlace({ node, place, children }: Props) {
  const { language } = useWords()
  const problems = useView((view) => view.problems.get(node)) ?? []
  const { shown, entered, left } = useToldProblems(problems.filter((problem) => placeOf(problem) === place))
  const leaves = ({ currentTarget, relatedTarget }: FocusEvent) =>
    !(relatedTarget instanceof Element && (currentTarget.contains(relatedTarget) || relatedTarget.closest('[data-portal]')))
  const told = new Map(shown.map(({ level, said }) => [say(said, language), level]))
  return (
    <fieldset
      className="plain-fieldset"
      data-place={place}
      onFocus={(event) => leaves(event) && entered()}
      onBlur={(event) => leaves(event) && left()}
    >
      {children}
      {[...told].map(([text, level]) => (
        <p key={text} className="field-frame__error" data-level={level}>
          {text}
        </p>
      ))}
    </fieldset>
  )
}

/** The part of a letter that a problem is about, by its path behind the name of the parameter; null for the letter as a whole. */
export function placeOf({ param }: Pick<Problem, 'param'>): string | null {
  const at = param?.indexOf('.') ?? -1
  return at < 0 ? null : (param?.slice(at + 1) ?? null)
}
