/** How the editor talks to the server: JSON both ways, one shape of error. */
import type { Problem } from '../../shared/api/common.ts'

/** An answer that is not a success. `problem` is for code, `message` for people. */
export class ApiProblem extends Error {
  readonly status: number
  readonly problem: string
  readonly fields: readonly { readonly path: string; readonly message: string }[]
  readonly with: Readonly<Record<string, unknown>>
  readonly requestId: string

  constructor(status: number, answer: Partial<Problem>) {
    super(answer.message ?? '')
    this.name = 'ApiProblem'
    this.status = status
    this.problem = answer.problem ?? (status === 0 ? 'no-connection' : 'unreadable-answer')
    this.fields = answer.fields ?? []
    this.with = answer.with ?? {}
    this.requestId = answer.requestId ?? ''
  }
}

/** Query values; what is undefined, null or empty is left out. */
type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

/** The address with its query, the same text for the same values. */
export function address(path: string, query: Query = {}): string {
  const values = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(values.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? path : `${path}?${text}`
}

/** Each throws `ApiProblem`; status 0 means that the server did not answer. */
export const api = {
  get: <Answer>(path: string, query?: Query, signal?: AbortSignal) =>
    call<Answer>('GET', address(path, query), undefined, signal ? { signal } : {}),
  post: <Answer>(path: string, body?: unknown) => call<Answer>('POST', path, body),
  put: <Answer>(path: string, body?: unknown) => call<Answer>('PUT', path, body),
  patch: <Answer>(path: string, body: unknown) => call<Answer>('PATCH', path, body),
  delete: <Answer>(path: string) => call<Answer>('DELETE', path),
  /** Sends one file as multipart form data. */
  upload: <Answer>(path: string, file: File) => {
    const form = new FormData()
    form.append('file', file)
    return call<Answer>('POST', path, form)
  },
}

async function call<Answer>(method: string, path: string, body?: unknown, options: RequestInit = {}): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': document.documentElement.lang }
  if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json'
  const init: RequestInit = { ...options, method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = body instanceof FormData ? body : JSON.stringify(body)

  let response: Response
  try {
    response = await fetch(path, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem(0, {})
  }
  const text = await response.text()
  const answer = parsed(text)
  if (!response.ok) throw new ApiProblem(response.status, (answer ?? {}) as Partial<Problem>)
  return answer as Answer
}

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
