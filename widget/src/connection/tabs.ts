/** Tells the other tabs of this website what happened, so that they show the same conversation. */

export type News = 'changed' | 'erased'

export class Tabs {
  private readonly channel: BroadcastChannel | null

  constructor(server: string) {
    this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`careerbot ${server}`)
  }

  tell(news: News): void {
    this.channel?.postMessage(news)
  }

  hear(listener: (news: News) => void): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data === 'changed' || data === 'erased') listener(data)
    })
  }

  close(): void {
    this.channel?.close()
  }
}
