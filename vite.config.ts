import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { compress } from './scripts/compress.ts'

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
          rollupOptions: { input: { main: 'runtime/main.ts', 'command-line': 'runtime/command-line.ts' } },
        },
      }
    : {
        root: 'editor',
        plugins: [react(), compress()],
        build: {
          outDir: '../dist/editor',
          emptyOutDir: true,
          target: 'es2022',
          manifest: true,
          // Small pieces that many pages share travel together: a request each would cost more than they do.
          rolldownOptions: {
            output: {
              codeSplitting: {
                groups: [
                  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
                  { name: 'icons', test: /@tabler/ },
                  { name: 'library', test: /@mantine\/(core|hooks)|@floating-ui|react-number-format|react-remove-scroll/ },
                  { name: 'own', test: /editor\/(ui|api)\// },
                ],
              },
            },
          },
        },
        // Addresses of the server, but not the editor's own files below /api/ while it is developed.
        server: { proxy: { '^/(api|hooks|f|u|c|o|q)/(?![^?]*[.]tsx?([?]|$))': 'http://127.0.0.1:3000' } },
      }),
  test: {
    projects: [
      {
        root: import.meta.dirname,
        test: {
          name: 'runtime',
          environment: 'node',
          include: ['{shared,nodes,runtime,examples,bench}/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        root: import.meta.dirname,
        plugins: [react()],
        test: { name: 'editor', environment: 'happy-dom', include: ['editor/**/*.test.{ts,tsx}'], testTimeout: 20_000 },
      },
      {
        root: import.meta.dirname,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['browser-tests/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
}))
