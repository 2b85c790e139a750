/** Once before all tests in a browser: two that unpack it at the same time would disturb each other. */
import packed from '@sparticuz/chromium'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser lies that comes inside a package; null where it cannot be unpacked. */
    readonly packedBrowser: string | null
  }
}

/** Called by vitest. */
export default async function unpackBrowser(project: TestProject): Promise<void> {
  project.provide('packedBrowser', await packed.executablePath().catch(() => null))
}
