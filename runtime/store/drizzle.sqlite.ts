import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: 'sqlite', schema: './runtime/store/schema.sqlite.cjs', out: './runtime/store/migrations/sqlite' })
