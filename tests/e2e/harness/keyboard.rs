//! The keyboard alone: real key events, and what has the focus after each of them. Nothing here
//! clicks, and no script moves the focus.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::Value;

use super::page::{Page, plain};
use super::tree::{self, Control};
use super::until;

/// Nobody presses the tabulator more often than this to come to anything.
const MOST: usize = 120;

/// After how many looks at the same place the page stands still.
const STILL: usize = 4;

/// Somebody at the keyboard.
pub struct Keyboard<'a>(pub &'a Page);

impl Keyboard<'_> {
    /// Goes on with the tabulator to the control whose name in the accessibility tree begins with
    /// these words. Every stop on the way has to be seen: drawn as what has the focus, inside the
    /// window, and with nothing in front.
    pub async fn tab_to(&self, name: &str) {
        let wanted = plain(name);
        let mut passed = Vec::new();
        for _ in 0..MOST {
            self.0.key(Key::Tab).await;
            let Some(stop) = self.stop().await else { continue };
            assert_eq!(stop.unseen, "", "the focus is on \"{}\" and not to be seen", stop.name);
            if stop.name.starts_with(&wanted) {
                return;
            }
            passed.push(stop.name);
        }
        panic!("the tabulator does not come to \"{name}\", but to {passed:?}");
    }

    /// Goes to a button or a link, and presses it.
    pub async fn press(&self, name: &str) {
        self.tab_to(name).await;
        self.0.key(Key::Enter).await;
    }

    /// Goes to a field and writes into it, in place of what is there.
    pub async fn fill(&self, label: &str, words: &str) {
        self.tab_to(label).await;
        self.chord(Key::Control, 'a').await;
        self.write(words).await;
    }

    /// Writes, wherever the focus is.
    pub async fn write(&self, words: &str) {
        for letter in words.chars() {
            self.0.key(letter).await;
        }
    }

    /// Presses a key while another is held down.
    pub async fn chord(&self, held: Key, key: char) {
        let held = char::from(held);
        let press = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.0.client.perform_actions(press).await.expect("the keyboard works");
    }

    /// Waits until the focus is on the heading that begins with these words: after a step it must
    /// not be lost.
    pub async fn lands_on(&self, heading: &str) {
        let words = plain(heading);
        let landed = until(async || self.heading().await.starts_with(&words).then_some(())).await;
        if landed.is_none() {
            panic!("the focus is not on \"{words}\", but on \"{}\"", self.heading().await);
        }
    }

    /// Reads the lesson that is open to its end, a page at a time, and stays on each until what ends
    /// there counts as read. What the list of its parts still shows as unread is gone back to.
    pub async fn read_to_the_end(&self) {
        loop {
            let seen = until(async || {
                let seen = self.0.client.execute(READ, Vec::new()).await.ok()?;
                (seen["waits"] == false).then_some(seen)
            });
            let seen = seen.await.expect("what was read counts as read");
            match (seen["below"] == true, seen["left"] == true) {
                (true, _) => self.0.key(Key::PageDown).await,
                (false, true) => self.0.key(Key::Home).await,
                (false, false) => return,
            }
            let (mut last, mut same) = (Value::Null, 0);
            let moved = until(async || {
                // It glides: at rest once it has stood still for a few looks.
                let now = self.0.client.execute("return scrollY", Vec::new()).await.ok()?;
                same = if now == last { same + 1 } else { 0 };
                last = now;
                (same >= STILL && last != seen["at"]).then_some(())
            });
            moved.await.expect("the page moves on");
        }
    }

    /// The heading that has the focus; empty when something else has it.
    async fn heading(&self) -> String {
        let script = "const at = document.activeElement;
            return at.matches('h1, h2, h3') ? at.textContent : ''";
        let words = self.0.client.execute(script, Vec::new()).await.unwrap_or_default();
        plain(words.as_str().unwrap_or_default())
    }

    /// Where the tabulator stopped; `None` at the edge of the window.
    async fn stop(&self) -> Option<Stop> {
        let found = self.0.client.execute(STOP, Vec::new()).await.expect("the page answers");
        let element = Control::of(&found["element"])?;
        let name = tree::label(self.0, &element).await;
        let unseen = found["unseen"].as_str().unwrap_or_default().to_owned();
        Some(Stop { name, unseen })
    }
}

struct Stop {
    name: String,
    /// Why it cannot be seen that the focus is here; empty when it can.
    unseen: String,
}

/// What has the focus, and why that cannot be seen. A choice is drawn beside its input.
const STOP: &str = "
    const at = document.activeElement;
    if (!at || at === document.body) return { element: null };
    const drawn = at.matches('.choice-row input') ? at.nextElementSibling : at;
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
    const boxes = [...drawn.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    const inside = boxes.filter((box) =>
      box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
    const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
    const front = inside.some((box) => {
      const there = document.elementFromPoint(
        middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
      return there && (drawn.contains(there) || there.contains(drawn) || at.contains(there));
    });
    const ring = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    const unseen = !ring ? 'no ring: ' + outlineStyle + ' ' + outlineWidth
      : inside.length === 0 ? 'outside the window' : front ? '' : 'behind something';
    return { element: at, unseen };";

/// Where a reader is: whether a section whose end shows waits to be read, whether there is more
/// below, whether any section is left, and the place.
const READ: &str = "
    const marks = [...document.querySelectorAll('.contents-list li')];
    const ends = [...document.querySelectorAll('article.prose > section')].map((section) =>
      section.getBoundingClientRect().bottom);
    const waits = ends.length === 0 || ends.some((end, at) =>
      end > 1 && end < innerHeight - 1 && !marks[at].classList.contains('read'));
    const below = scrollY + innerHeight < document.documentElement.scrollHeight - 1;
    const left = marks.some((mark) => !mark.classList.contains('read'));
    return { waits, below, left, at: scrollY };";
