/** Catches what a page throws while it is drawn, so that one broken page does not take the app with it. */
import { Component, type ReactNode } from 'react'
import { FailureState } from './states.tsx'

interface State {
  readonly error: unknown
}

export class PageFence extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return <FailureState error={this.state.error} again={() => this.setState({ error: null })} />
  }
}
