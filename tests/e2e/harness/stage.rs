//! A stage for one journey: folders of its own, the program, and pictures along the way.

use std::cell::{Cell, RefCell};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use tempfile::TempDir;
use tokio::task::LocalSet;
use tokio::time::timeout;

use super::page::Page;
use super::program::{self, Program};

/// How long a whole journey may take.
const LONGEST_JOURNEY: Duration = Duration::from_secs(300);

/// Where one journey happens. Clones are the same stage.
#[derive(Clone)]
pub struct Stage(Rc<Inner>);

struct Inner {
    folders: TempDir,
    pictures: PathBuf,
    taken: Cell<usize>,
    environment: RefCell<Vec<(String, String)>>,
    program: RefCell<Option<Program>>,
    page: RefCell<Option<Page>>,
}

/// Walks a journey and clears up behind it. When it does not get through, the last picture and
/// the words on the page stay in `target/e2e/<name>/`.
pub async fn journey(name: &str, walk: impl AsyncFnOnce(Stage) + 'static) {
    walk_on(Stage::new(output().join("e2e").join(name)), walk).await;
}

/// As [`journey`], on a stage that was made before.
pub async fn walk_on(stage: Stage, walk: impl AsyncFnOnce(Stage) + 'static) {
    // A task of its own, so that a journey that panics leaves its window open for a picture.
    let here = LocalSet::new();
    let scene = stage.clone();
    let walking = here.spawn_local(async move { timeout(LONGEST_JOURNEY, walk(scene)).await });
    let outcome = here.run_until(walking).await;
    if !matches!(outcome, Ok(Ok(()))) {
        stage.keep_evidence().await;
    }
    stage.quit().await;
    match outcome {
        Ok(Ok(())) => {}
        Ok(Err(_)) => panic!("the journey took longer than {LONGEST_JOURNEY:?}"),
        Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
        Err(error) => panic!("the journey ended early: {error}"),
    }
}

/// Cargo's target folder.
pub fn output() -> &'static Path {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().unwrap_or(temporary)
}

impl Stage {
    /// A stage whose pictures go to this folder, which is emptied first.
    pub fn new(pictures: PathBuf) -> Self {
        let _ = std::fs::remove_dir_all(&pictures);
        std::fs::create_dir_all(&pictures).expect("a folder for pictures");
        let folders = tempfile::Builder::new().prefix("evenkeel-e2e-").tempdir();
        let folders = folders.expect("a temporary folder");
        let mut environment = Vec::new();
        for (variable, folder) in [
            ("EVENKEEL_DATA_DIR", "data"),
            ("EVENKEEL_OUTBOX_DIR", "outbox"),
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "share"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            let path = folders.path().join(folder);
            std::fs::create_dir_all(&path).expect("a folder of the stage");
            environment.push((variable.to_owned(), path.display().to_string()));
        }
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        environment.push(("EVENKEEL_CONTENT_DIR".into(), content.display().to_string()));
        // No device unless a journey brings one: whatever this computer has stays silent.
        environment.push(("PULSE_SERVER".into(), "unix:/nowhere".into()));
        environment.push(("ALSA_CONFIG_PATH".into(), "/dev/null".into()));
        environment.push(("LC_ALL".into(), "C.UTF-8".into()));
        Self(Rc::new(Inner {
            folders,
            pictures,
            taken: Cell::new(0),
            environment: RefCell::new(environment),
            program: RefCell::new(None),
            page: RefCell::new(None),
        }))
    }

    /// Puts variables into the environment of the next start.
    pub fn set(&self, variables: impl IntoIterator<Item = (String, String)>) {
        let mut environment = self.0.environment.borrow_mut();
        for (name, value) in variables {
            environment.retain(|(other, _)| *other != name);
            environment.push((name, value));
        }
    }

    /// Takes a variable out of the environment of the next start.
    pub fn unset(&self, variable: &str) {
        self.0.environment.borrow_mut().retain(|(name, _)| name != variable);
    }

    /// A folder of this stage, made when it is not there.
    pub fn folder(&self, name: &str) -> PathBuf {
        let path = self.0.folders.path().join(name);
        std::fs::create_dir_all(&path).expect("a folder of the stage");
        path
    }

    /// The folder that holds all folders of this stage.
    pub fn root(&self) -> &Path {
        self.0.folders.path()
    }

    /// The processes of the program that runs, and of those it started; none when it does not.
    pub fn processes(&self) -> Vec<u32> {
        self.0.program.borrow().as_ref().map(Program::processes).unwrap_or_default()
    }

    /// Starts the program once more beside the one that runs, and waits for its end. `None` when
    /// it does not end by itself.
    pub async fn start_again(&self) -> Option<std::process::ExitStatus> {
        let environment = self.0.environment.borrow().clone();
        let mut second = program::second(&environment);
        let ended = timeout(super::PATIENCE, second.wait()).await;
        ended.ok().and_then(Result::ok)
    }

    /// Where this journey leaves what is worth a look.
    pub fn pictures(&self) -> &Path {
        &self.0.pictures
    }

    /// Starts the program, ending a run before it, and shows its window.
    pub async fn open(&self) -> Page {
        self.quit().await;
        let environment = self.0.environment.borrow().clone();
        let log = self.0.pictures.join("program.log");
        let program = Program::start(&environment, &log).await;
        let page = Page::new(program.client.clone());
        self.0.page.replace(Some(page.clone()));
        self.0.program.replace(Some(program));
        page
    }

    /// Ends the program.
    pub async fn quit(&self) {
        let program = self.0.program.take();
        if let Some(program) = program {
            program.quit().await;
        }
    }

    /// Keeps a picture of the window as `NN-name.png` and returns its file name.
    pub async fn picture(&self, name: &str) -> String {
        self.0.taken.set(self.0.taken.get() + 1);
        self.picture_again(name).await
    }

    /// Another picture under the same number.
    pub async fn picture_again(&self, name: &str) -> String {
        let number = self.0.taken.get();
        let file = format!("{number:02}-{name}.png");
        let page = self.0.page.borrow().clone();
        let picture = page.expect("the program runs").picture().await;
        let picture = picture.expect("the driver takes pictures");
        std::fs::write(self.0.pictures.join(&file), picture).expect("the picture can be written");
        file
    }

    async fn keep_evidence(&self) {
        let page = self.0.page.borrow().clone();
        let Some(page) = page else { return };
        if let Ok(picture) = page.picture().await {
            let _ = std::fs::write(self.0.pictures.join("stopped-here.png"), picture);
        }
        let _ = std::fs::write(self.0.pictures.join("stopped-here.txt"), page.text().await);
        eprintln!("A picture and the words of the page are in {}", self.0.pictures.display());
    }
}
