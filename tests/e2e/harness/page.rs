//! The window as a person meets it: things are found by the words on them, and waited for.

use std::cell::Cell;
use std::rc::Rc;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, Locator};
use serde_json::Value;

use super::until;

/// What is shown in the window now. Acts and waits; judging is up to the journeys.
#[derive(Clone)]
pub struct Page {
    pub(super) client: Client,
    presses: Rc<Cell<usize>>,
}

impl Page {
    /// The page of a session.
    pub fn new(client: Client) -> Self {
        Self { client, presses: Rc::default() }
    }

    /// Presses the button or follows the link that says this.
    pub async fn press(&self, words: &str) {
        self.act(&format!("press \"{words}\""), &named(BUTTON, words)).await;
        self.presses.set(self.presses.get() + 1);
    }

    /// Chooses the radio button or ticks the box that says this.
    pub async fn choose(&self, words: &str) {
        self.act(&format!("choose \"{words}\""), &named("//label", words)).await;
    }

    /// Opens the folded part that says this. What is folded away cannot be filled in.
    pub async fn unfold(&self, words: &str) {
        self.act(&format!("unfold \"{words}\""), &named("//summary", words)).await;
    }

    /// Writes into the field under this label, in place of what is there.
    pub async fn fill(&self, label: &str, words: &str) {
        let path = field(label);
        self.repeat(&format!("write into \"{label}\""), &path, async |element: Element| {
            element.clear().await?;
            element.send_keys(words).await
        })
        .await;
    }

    /// Puts a value into a field whose parts are typed apart, such as a date.
    pub async fn set(&self, label: &str, value: &str) {
        let path = field(label);
        let script = "const [element, value] = arguments;
            element.value = value;
            element.dispatchEvent(new Event('input', { bubbles: true }));
            element.dispatchEvent(new Event('change', { bubbles: true }));";
        self.repeat(&format!("set \"{label}\""), &path, async |element: Element| {
            let element = serde_json::to_value(element)?;
            self.client.execute(script, vec![element, value.into()]).await.map(|_| ())
        })
        .await;
    }

    /// Presses one key, wherever the focus is.
    pub async fn key(&self, key: impl Into<char>) {
        let value = key.into();
        let press = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(press).await.expect("the keyboard works");
    }

    /// How many buttons and links were pressed since the program opened.
    pub fn presses(&self) -> usize {
        self.presses.get()
    }

    /// Waits until these words can be read somewhere.
    pub async fn reads(&self, words: &str) {
        let words = plain(words);
        if until(async || self.text().await.contains(&words).then_some(())).await.is_none() {
            panic!("\"{words}\" is not on the page:\n{}", self.text().await);
        }
    }

    /// Waits until these words are gone.
    pub async fn no_longer_reads(&self, words: &str) {
        let words = plain(words);
        if until(async || (!self.text().await.contains(&words)).then_some(())).await.is_none() {
            panic!("\"{words}\" is still on the page:\n{}", self.text().await);
        }
    }

    /// Waits for the heading of a screen or of a part of it.
    pub async fn heading(&self, words: &str) {
        let found = self.find(&named(HEADING, words)).await;
        if found.is_none() {
            panic!("no heading \"{words}\":\n{}", self.text().await);
        }
    }

    /// Waits for one of these headings, and says which it is.
    pub async fn first_heading<'a>(&self, headings: &[&'a str]) -> &'a str {
        let found = until(async || {
            for heading in headings {
                if self.look(&named(HEADING, heading)).await.is_some() {
                    return Some(*heading);
                }
            }
            None
        });
        found.await.unwrap_or_else(|| panic!("none of the headings {headings:?} is there"))
    }

    /// Whether a button or link says this, now.
    pub async fn offers(&self, words: &str) -> bool {
        self.look(&named(BUTTON, words)).await.is_some()
    }

    /// Whether the radio button or box under this label is chosen.
    pub async fn is_chosen(&self, label: &str) -> bool {
        let path = format!("//label[{WORDS}={}]//input", quoted(label));
        let Ok(input) = self.client.find(Locator::XPath(&path)).await else { return false };
        input.is_selected().await.unwrap_or_default()
    }

    /// The words of the first part that this XPath finds; empty while there is none.
    pub async fn text_at(&self, path: &str) -> String {
        let Ok(element) = self.client.find(Locator::XPath(path)).await else {
            return String::new();
        };
        element.text().await.map(|text| plain(&text)).unwrap_or_default()
    }

    /// The words of every part that this XPath finds.
    pub async fn texts_at(&self, path: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for element in self.client.find_all(Locator::XPath(path)).await.unwrap_or_default() {
            texts.push(element.text().await.map(|text| plain(&text)).unwrap_or_default());
        }
        texts
    }

    /// An attribute of the first part that this XPath finds.
    pub async fn attribute_at(&self, path: &str, name: &str) -> Option<String> {
        self.client.find(Locator::XPath(path)).await.ok()?.attr(name).await.ok()?
    }

    /// Every word that can be read, with single blanks between them.
    pub async fn text(&self) -> String {
        self.text_at("//body").await
    }

    /// A picture of the window as PNG, once everything has faded in and is drawn.
    pub async fn picture(&self) -> Result<Vec<u8>, CmdError> {
        self.client.execute_async(SETTLE, Vec::new()).await?;
        self.client.screenshot().await
    }

    /// Moves the part under this heading into the middle of the window.
    pub async fn show(&self, heading: &str) {
        self.repeat(&format!("show \"{heading}\""), &named(HEADING, heading), async |element| {
            self.bring_into_view(&element).await
        })
        .await;
    }

    /// Puts on the light or the dark colors, also where no button for it stands.
    pub async fn dress(&self, colors: &str) {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        self.client.execute(script, vec![colors.into()]).await.expect("the page can be dressed");
        let _ = self.client.execute_async(SETTLE, Vec::new()).await;
    }

    /// Goes to the screen at this address, and waits until it is drawn.
    pub async fn go(&self, address: &str) {
        let script = "
            const [address, done] = arguments;
            location.hash = '#/' + address;
            const drawn = () => document.querySelector('main h1') !== null;
            const look = () => (drawn() ? done(true) : setTimeout(look, 20));
            setTimeout(look, 100);
            setTimeout(() => done(false), 8000);";
        let drawn = self.client.execute_async(script, vec![address.into()]).await;
        assert!(drawn.is_ok_and(|drawn| drawn == true), "#/{address} is not drawn");
        let _ = self.client.execute_async(SETTLE, Vec::new()).await;
    }

    /// Another size of the window, CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("the window has another size");
    }

    /// A text size, and a window of this width.
    pub async fn narrow(&self, text: &str, width: u32) {
        self.resize(width, 800).await;
        // As `looks.svelte.ts` sets it: the containers have to ask again.
        let script = "document.documentElement.dataset.text = arguments[0];
            document.body.style.containerType = 'normal';
            void document.body.offsetWidth;
            document.body.style.containerType = '';
            arguments[1](true);";
        // The driver loses what a script says while the window changes.
        let mut error = None;
        let set = until(async || {
            let said = self.client.execute_async(script, vec![text.into()]).await;
            said.map_err(|problem| error = Some(problem)).ok()
        });
        assert!(set.await.is_some(), "the text has no other size: {error:?}");
        let _ = self.client.execute_async(SETTLE, Vec::new()).await;
    }

    /// What is lost as the page is drawn now: cut off, out of the window, or under something else.
    pub async fn lost(&self) -> Vec<String> {
        lines(self.client.execute(include_str!("reach.js"), Vec::new()).await)
    }

    /// Words from nowhere, in a build whose messages stand in brackets: not in brackets, and the
    /// core did not say them.
    pub async fn strays(&self) -> Vec<String> {
        lines(self.client.execute(include_str!("strays.js"), Vec::new()).await)
    }

    /// Presses what this XPath finds, whatever it says.
    pub async fn press_at(&self, path: &str) {
        self.act(&format!("press {path}"), &[path.to_owned()]).await;
    }

    /// What a script says through its last argument, a function.
    pub async fn evaluate(&self, script: &str) -> Value {
        self.client.execute_async(script, Vec::new()).await.expect("the script runs")
    }

    /// Clicks. What the driver leaves outside the window is moved into it, and tried again.
    async fn act(&self, what: &str, paths: &[String]) {
        self.repeat(what, paths, async |element: Element| {
            let clicked = element.click().await;
            if clicked.is_err() {
                self.bring_into_view(&element).await?;
            }
            clicked
        })
        .await;
    }

    async fn bring_into_view(&self, element: &Element) -> Result<(), CmdError> {
        let script = "arguments[0].scrollIntoView({ block: 'center' })";
        let element = serde_json::to_value(element)?;
        self.client.execute(script, vec![element]).await.map(|_| ())
    }

    /// Does something to the first part that can be seen and used. A part that is drawn anew
    /// between finding and doing is simply found again.
    async fn repeat(
        &self,
        what: &str,
        paths: &[String],
        mut act: impl AsyncFnMut(Element) -> Result<(), CmdError>,
    ) {
        let mut reason = String::from("not on the page");
        let done = until(async || {
            let element = self.look(paths).await?;
            match act(element).await {
                Ok(()) => Some(()),
                Err(error) => {
                    reason = error.to_string();
                    None
                }
            }
        })
        .await;
        if done.is_none() {
            panic!("could not {what} ({reason}):\n{}", self.text().await);
        }
    }

    async fn find(&self, paths: &[String]) -> Option<Element> {
        until(async || self.look(paths).await).await
    }

    /// The first part, by the order of paths, that can be seen and used now.
    async fn look(&self, paths: &[String]) -> Option<Element> {
        // A dialog in front keeps everything behind it out of reach.
        let dialog = "//dialog[@open]";
        let in_front = self.client.find(Locator::XPath(dialog)).await.is_ok();
        let place = if in_front { dialog } else { "" };
        for path in paths {
            let path = format!("{place}{path}");
            for element in self.client.find_all(Locator::XPath(&path)).await.ok()? {
                let seen = element.is_displayed().await.unwrap_or_default();
                if seen && element.is_enabled().await.unwrap_or_default() {
                    return Some(element);
                }
            }
        }
        None
    }
}

/// Waits for what moves to come to rest, then for two frames: a picture taken sooner may show the
/// frame before. Nothing that moves for ever holds it up.
const SETTLE: &str = "
    const done = arguments[arguments.length - 1];
    const frames = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
    const rest = () => Promise.allSettled(document.getAnimations().map((one) => one.finished));
    setTimeout(done, 2000);
    frames(() => rest().then(() => frames(() => done())));";
/// The words of a part, with straight apostrophes: which kind a screen uses is not our business.
const WORDS: &str = "translate(normalize-space(.), \"’\", \"'\")";
const HEADING: &str = "//*[self::h1 or self::h2 or self::h3]";
const BUTTON: &str = "//*[self::button or self::a or @role='button' or @role='tab']";

/// Paths to a part by its words: exactly these first, then words that begin with them (a button
/// may name its key behind).
fn named(part: &str, words: &str) -> [String; 2] {
    let words = quoted(words);
    [
        format!("{part}[{WORDS}={words} or @aria-label={words}]"),
        format!("{part}[starts-with({WORDS}, {words})]"),
    ]
}

/// Paths to a field by its label: exactly this first, then one that begins with it.
fn field(label: &str) -> [String; 2] {
    let label = quoted(label);
    let says = |says: String| {
        format!(
            "//*[self::input or self::textarea or self::select]\
             [@id=//label[{says}]/@for or ancestor::label[{says}] or @aria-label={label}]"
        )
    };
    [says(format!("{WORDS}={label}")), says(format!("starts-with({WORDS}, {label})"))]
}

/// The lines that a script returned.
fn lines(said: Result<Value, CmdError>) -> Vec<String> {
    let Value::Array(lines) = said.expect("the script runs") else { return Vec::new() };
    lines.into_iter().filter_map(|line| line.as_str().map(str::to_owned)).collect()
}

/// A text for XPath, which has no way to escape a quotation mark.
fn quoted(words: &str) -> String {
    let words = words.replace('’', "'");
    if words.contains('\'') { format!("\"{words}\"") } else { format!("'{words}'") }
}

/// The words alone: any blank or line end is one blank, and apostrophes are straight.
pub(super) fn plain(text: &str) -> String {
    text.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}
