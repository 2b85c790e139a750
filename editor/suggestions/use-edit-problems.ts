/** What is wrong with what an operator corrected, said while it is typed. */
import { useEffect, useMemo, useState } from 'react'
import type { EditProblem, editEffects } from '../../shared/effect-schemas.ts'
import type { Effect } from '../../shared/effects.ts'

/** The schemas that know are loaded with the first correction: most suggestions are decided as they are. */
export function useEditProblems(effects: readonly Effect[], edited: readonly Effect[]): readonly EditProblem[] {
  const [check, setCheck] = useState<typeof editEffects | null>(null)
  const isEdited = edited !== effects
  useEffect(() => {
    if (!isEdited) return
    // The server looks again at what is decided; without the schemas nothing is said before.
    import('../../shared/effect-schemas.ts').then(
      (schemas) => setCheck(() => schemas.editEffects),
      () => undefined,
    )
  }, [isEdited])
  return useMemo(() => (isEdited && check ? check(effects, edited).problems : []), [isEdited, check, effects, edited])
}
