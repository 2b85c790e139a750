/** What a person sees first: what waits for them. */
import { PageHeader } from '../ui/page-header.tsx'
import { useWords } from '../words/use-words.ts'

export default function HomePage() {
  const { t } = useWords()
  return <PageHeader title={t('nav.home')} />
}
