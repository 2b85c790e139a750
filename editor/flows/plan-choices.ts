/** What becomes of people inside, as it is chosen before publishing. Pure. */
import type { Impact, MovePlanBody } from '../../shared/api/moves.ts'

/** What becomes of those at one step. */
export type Deed = MovePlanBody['rest']

type Place = MovePlanBody['places'][string]

/** Everybody finishes on their version. */
export const nobodyMoves: MovePlanBody = { places: {}, rest: 'stay' }

/** What is chosen for one step; without a choice of its own it is that for all. */
export const placeOf = ({ places, rest }: MovePlanBody, node: string): Place => places[node] ?? { deed: rest }

/** The same for all. Whose step is gone cannot go along without another step, so they finish where they are until one is chosen. */
export function withEverybody({ nodes }: Impact, deed: Deed): MovePlanBody {
  const gone = deed === 'move' ? nodes.filter(({ change }) => change === 'deleted') : []
  return { places: Object.fromEntries(gone.map(({ node }) => [node, { deed: 'stay' as const }])), rest: deed }
}

/** A choice for one step. */
export const withPlace = (plan: MovePlanBody, node: string, place: Place): MovePlanBody => ({
  ...plan,
  places: { ...plan.places, [node]: place },
})

/** Has everybody who goes along a step to go on at? */
export const isComplete = (plan: MovePlanBody, { nodes }: Impact): boolean =>
  nodes.every(({ node, change }) => {
    const { deed, to } = placeOf(plan, node)
    return deed !== 'move' || change !== 'deleted' || to !== undefined
  })

/** Does anything happen to anybody? */
export const isAnything = ({ places, rest }: MovePlanBody): boolean =>
  rest !== 'stay' || Object.values(places).some(({ deed }) => deed !== 'stay')
