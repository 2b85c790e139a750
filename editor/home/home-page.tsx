import { useSession } from '../api/session.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { useWords } from '../words/use-words.ts'
import { FirstSteps } from './first-steps.tsx'
import { FlowsInTrouble } from './flows-in-trouble.tsx'
import styles from './home.module.css'
import { Latest } from './latest.tsx'
import { MyQueue } from './my-queue.tsx'
import { TeamWork } from './team-work.tsx'

/**
 * What a person sees first: what waits for them and their team, what is stuck, and what happened lately. What is shown
 * follows the role.
 */
export default function HomePage() {
  const { t } = useWords()
  const { user, company } = useSession()
  const leads = user.role === 'admin' || user.role === 'supervisor'
  const draws = user.role === 'admin' || user.role === 'marketer'
  return (
    <>
      <PageHeader title={t('home.hello', { name: user.name.split(' ')[0] ?? user.name })} about={company.name} />
      {user.role === 'admin' && <FirstSteps />}
      <div className={styles['columns']}>
        <div>
          <MyQueue />
        </div>
        <div>
          {draws && <FlowsInTrouble />}
          {leads && <TeamWork />}
          <Latest />
        </div>
      </div>
    </>
  )
}
