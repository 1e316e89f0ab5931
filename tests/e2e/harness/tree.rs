//! The accessibility tree of the real window: what a screen reader is told a control is.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::Value;
use url::{ParseError, Url};

use super::page::{Page, plain};

/// The key of an element in what the driver sends.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A control on the page, as the driver knows it.
pub struct Control(String);

impl Control {
    /// Reads what a script returned for an element.
    pub fn of(found: &Value) -> Option<Self> {
        found[ELEMENT].as_str().map(|id| Self(id.to_owned()))
    }
}

/// The name of a control. The engine puts a blank around words that are not drawn.
pub async fn label(page: &Page, control: &Control) -> String {
    let name = computed(page, control, "computedlabel").await;
    plain(&name).replace(" :", ":").replace(" ,", ",")
}

/// The role of a control.
pub async fn role(page: &Page, control: &Control) -> String {
    computed(page, control, "computedrole").await
}

/// What is wrong with the names and roles of the controls that show, and with the frame around
/// them, a line each.
pub async fn findings(page: &Page) -> Vec<String> {
    let found = page.client.execute(CONTROLS, Vec::new()).await.expect("the page answers");
    let lines = found["frame"].as_array().into_iter().flatten();
    let mut findings: Vec<String> =
        lines.filter_map(|line| line.as_str().map(str::to_owned)).collect();
    for one in found["controls"].as_array().into_iter().flatten() {
        let Some(control) = Control::of(&one["element"]) else { continue };
        let (what, wanted) = (&one["what"], one["role"].as_str().unwrap_or_default());
        if label(page, &control).await.is_empty() {
            findings.push(format!("without a name: {what}"));
        }
        let role = role(page, &control).await;
        if role != wanted {
            findings.push(format!("{role} in place of {wanted}: {what}"));
        }
    }
    findings
}

async fn computed(page: &Page, control: &Control, what: &'static str) -> String {
    let command = Computed { element: control.0.clone(), what };
    let said = page.client.issue_cmd(command).await.unwrap_or_default();
    said.as_str().unwrap_or_default().to_owned()
}

/// A command that the driver knows and its library does not.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/element/{}/{}", self.element, self.what))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}

/// The controls that can be used now, with the role each should have, and what is wrong with the
/// frame: ids that stand twice, not exactly one h1 and one main.
const CONTROLS: &str = "
    const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
    const root = dialog ?? document.body;
    const shows = (one) => one.checkVisibility({ visibilityProperty: true });
    // WebKit calls a list to choose from a button, and has no word for a summary.
    const ROLES = { A: 'link', SELECT: 'button', TEXTAREA: 'textbox', SUMMARY: '' };
    const TYPES = { radio: 'radio', checkbox: 'checkbox', range: 'slider', search: 'searchbox',
      number: 'spinbutton' };
    const wanted = (one) => one.getAttribute('role') ?? ROLES[one.tagName] ??
      (one.tagName === 'BUTTON' ? 'button' : TYPES[one.type] ?? 'textbox');
    const controls = [...root.querySelectorAll(
      'a[href], button, input, select, textarea, summary, [role=\"option\"], [tabindex=\"0\"]')]
      .filter((one) => shows(one) && one.type !== 'hidden')
      .map((element) => ({ element, role: wanted(element), what: element.outerHTML.slice(0, 120) }));
    const frame = [];
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) {
      frame.push('this id stands twice: ' + id);
    }
    for (const tag of ['h1', 'main']) {
      const count = [...document.querySelectorAll(tag)].filter(shows).length;
      if (count !== 1) frame.push(count + ' × ' + tag);
    }
    return { controls, frame };";
