import { expect, test } from 'vitest'
import styles from './library-styles.ts?raw'

const sources = import.meta.glob<string>(['./**/*.tsx', './**/*.ts', '!./**/*.test.*'], { query: '?raw', import: 'default', eager: true })
const sheets = Object.keys(import.meta.glob('../node_modules/@mantine/core/styles/*.css')).map(
  (path) => path.split('/').at(-1)?.replace('.css', '') ?? '',
)

test('every component of the library that we use has its styles', () => {
  const used = new Set(
    Object.values(sources).flatMap((source) =>
      [...source.matchAll(/import\s*\{([^}]*)\}\s*from '@mantine\/core'/g)].flatMap(([, names = '']) =>
        names.split(',').map((name) => name.trim().replace(/^type /, '')),
      ),
    ),
  )
  const missing = [...used].filter((name) => sheets.includes(name) && !styles.includes(`/${name}.css`))

  expect(sheets).toContain('Button')
  expect(missing).toEqual([])
})
