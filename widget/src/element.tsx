/** `<careerbot-chat>`: the widget as an element, with everything inside its shadow. */

import { render } from 'preact'
import { HttpConnection } from './connection/http'
import { BrowserKeeper } from './connection/storage'
import { Tabs } from './connection/tabs'
import { Conversation } from './conversation/conversation'
import { readSettings, type Settings } from './settings'
import { defaultStrings, type Strings } from './strings'
import answers from './style/answers.css?inline'
import base from './style/base.css?inline'
import composer from './style/composer.css?inline'
import figures from './style/figures.css?inline'
import panel from './style/panel.css?inline'
import { loadMarkdown } from './text/markdown'
import { App } from './view/app'

export class CareerbotElement extends HTMLElement {
  static readonly tag = 'careerbot-chat'
  /** The address of the widget's file, from which the server is known. */
  static script = location.href

  private strings: Partial<Strings> = {}
  private isOpen = false
  private settings: Settings | null = null
  private tabs: Tabs | null = null
  private conversation: Conversation | null = null
  private readonly root = this.attachShadow({ mode: 'open' })
  private readonly retryAll = () => this.conversation?.retryAll()

  connectedCallback(): void {
    this.root.adoptedStyleSheets = [base, panel, composer, figures, answers].map((css) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      return sheet
    })
    this.settings = readSettings(this.dataset, CareerbotElement.script)
    const server = this.settings.server.host
    this.tabs = new Tabs(server)
    this.conversation = new Conversation(
      new HttpConnection(this.settings.server),
      new BrowserKeeper(server),
      this.tabs,
    )
    this.conversation.addEventListener('answer', (event) => {
      this.emit('message', (event as CustomEvent<unknown>).detail)
    })
    window.addEventListener('online', this.retryAll)
    if (this.settings.isOpen) this.open()
    else this.draw()
  }

  disconnectedCallback(): void {
    window.removeEventListener('online', this.retryAll)
    this.tabs?.close()
    render(null, this.root)
  }

  open(): void {
    this.setOpen(true)
  }

  close(): void {
    this.setOpen(false)
  }

  toggle(): void {
    this.setOpen(!this.isOpen)
  }

  /** Opens the panel and asks a question. */
  async send(text: string): Promise<void> {
    this.open()
    await this.conversation?.open()
    if (text.trim()) this.conversation?.send(text.trim())
  }

  configure(settings: { strings?: Partial<Strings> }): void {
    this.strings = { ...this.strings, ...settings.strings }
    this.draw()
  }

  private setOpen(isOpen: boolean): void {
    if (isOpen !== this.isOpen) this.emit(isOpen ? 'open' : 'close')
    this.isOpen = isOpen
    if (isOpen) {
      void loadMarkdown().then(() => this.draw())
      void this.conversation?.open()
    }
    this.draw()
  }

  private emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  private draw(): void {
    if (!this.settings || !this.conversation) return
    this.root.host.toggleAttribute('data-left', this.settings.side === 'left')
    render(
      <div class={`widget ${this.settings.theme} ${this.settings.side}`}>
        <App
          conversation={this.conversation}
          strings={this.texts(this.settings)}
          isOpen={this.isOpen}
          setOpen={(isOpen) => this.setOpen(isOpen)}
        />
      </div>,
      this.root,
    )
  }

  /** The default texts, under what the attributes say, under what the page's script says. */
  private texts({ title, subtitle, launcher, greeting }: Settings): Strings {
    const said = Object.entries({ title, bot: title, subtitle, launcher, greeting }).filter(([, text]) => text)
    return { ...defaultStrings, ...(Object.fromEntries(said) as Partial<Strings>), ...this.strings }
  }
}
