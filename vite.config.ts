import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Rolldown } from 'vite'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { compress } from './scripts/compress.ts'
import { narrowFonts } from './scripts/narrow-fonts.ts'

/** What we use of Inter: from the weight of text to bold, and figures of one width in tables. */
const typeface = { weights: { min: 400, max: 700 }, features: ['kern', 'ccmp', 'locl', 'mark', 'mkmk', 'calt', 'tnum'] }

/** What forms are made of, and the canvas is not. */
const fields =
  /@mantine\/core\/esm\/components\/(Autocomplete|Checkbox|Chip|Combobox|FileInput|JsonInput|MultiSelect|NumberInput|Pill|Radio|Select|Switch|TagsInput)|react-number-format/

/**
 * Tests of which two run beside each other, and may then take longer; whatever hangs is given up. What they import is read
 * once for all files: nothing that one test does to it may stay for the next.
 */
const beside = { isolate: false, maxWorkers: 2, testTimeout: 40_000, hookTimeout: 40_000 }

/** Every commit waits for its disk. What tests put in folders of their own lies in memory, where there is room for it. */
const env = roomInMemory() > 2e9 ? { TMPDIR: '/dev/shm' } : {}

/** What takes long begins first, so that at the end nobody waits for one file; the others begin with the largest. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isShort = ({ moduleId }: TestSpecification) => Number(!longest.some((file) => moduleId.endsWith(file)))
    return (await super.sort(files)).sort((one, other) => isShort(one) - isShort(other))
  }
}

const longest = [
  '/browser-tests/pages.test.ts',
  '/browser-tests/keyboard.test.ts',
  '/runtime/import/purchases.test.ts',
  '/runtime/http/fuzz.test.ts',
  '/runtime/kill-loop.test.ts',
  '/runtime/simulation/simulation.test.ts',
  '/runtime/simulation/more-worlds.test.ts',
  '/runtime/simulation/every-boundary.test.ts',
]

/** One tool: `vite build` makes the editor, `vite build --ssr` the runtime, `vitest` runs the tests. */
export default defineConfig(({ isSsrBuild }) => ({
  ...(isSsrBuild
    ? {
        // A start that opens ten files instead of a thousand takes half the time. Only what is native stays outside.
        ssr: { noExternal: true, external: ['better-sqlite3', 'esbuild'] },
        build: {
          ssr: true,
          outDir: 'dist/runtime',
          target: 'node20',
          rollupOptions: {
            input: { main: 'runtime/main.ts', 'command-line': 'runtime/command-line.ts', 'post-thread': 'runtime/mail/post-thread.ts' },
          },
        },
      }
    : {
        root: 'editor',
        plugins: [react(), narrowFonts(typeface), compress()],
        build: {
          outDir: '../dist/editor',
          emptyOutDir: true,
          target: 'es2022',
          manifest: true,
          rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
        },
        // Addresses of the server, but not the editor's own files below /api/ while it is developed.
        server: { proxy: { '^/(api|hooks|f|u|c|o|q)/(?![^?]*[.]tsx?([?]|$))': `http://127.0.0.1:${process.env['PORT'] ?? 3000}` } },
      }),
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        root: import.meta.dirname,
        // What authors of nodes import, as the product gives it to them.
        resolve: {
          alias: {
            'tandem/node/testing': join(import.meta.dirname, 'nodes/testing/a-step.ts'),
            'tandem/node': join(import.meta.dirname, 'shared/node-author.ts'),
          },
        },
        test: {
          name: 'runtime',
          environment: 'node',
          include: ['{shared,nodes,runtime,examples,custom-nodes,bench}/**/*.test.ts'],
          env,
          ...beside,
        },
      },
      {
        root: import.meta.dirname,
        plugins: [react()],
        test: {
          name: 'editor',
          environment: 'happy-dom',
          include: ['editor/**/*.test.{ts,tsx}'],
          setupFiles: ['editor/testing/leave-page-empty.ts'],
          ...beside,
        },
      },
      {
        root: import.meta.dirname,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['browser-tests/**/*.test.ts'],
          globalSetup: 'browser-tests/unpack-browser.ts',
          isolate: false,
          env,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // After the others: each of these wants a core for its server and one for its browser.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
}))

/** Free bytes of the disk that Linux keeps in memory; 0 where there is none. */
function roomInMemory(): number {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize
  } catch {
    return 0
  }
}

/**
 * Every page is a chunk. What several need travels in these, the first that matches: few enough requests, and a page
 * gets little that it does not need. What remains is split by itself.
 */
const chunks: Rolldown.CodeSplittingGroup[] = [
  // Stays in the browser from one version of ours to the next.
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 5 },
  { name: 'start', tags: ['$initial'], priority: 4 },
  { name: 'icons', test: /@tabler/, minShareCount: 2, priority: 3 },
  {
    name: 'common',
    test: (id) => /node_modules|\/(shared|editor\/(ui|api))\//.test(id) && !fields.test(id),
    minShareCount: 6,
    priority: 2,
  },
  { name: 'fields', test: fields, priority: 1 },
]
