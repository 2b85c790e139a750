/** Lists as parameters hold them. */
import { isJsonObject, type Json } from '../shared/json.ts'

/** A plain list, or the `{ entity, ids }` of `data.query`; `items` is null for anything else. */
export function listIn(list: Json): { readonly items: readonly Json[] | null; readonly entity: string | null } {
  if (Array.isArray(list)) return { items: list, entity: null }
  if (!isJsonObject(list) || !Array.isArray(list['ids']) || typeof list['entity'] !== 'string') return { items: null, entity: null }
  return { items: list['ids'], entity: list['entity'] }
}
