//! Words in another language beside the files: what does not fit is told and left aside.

use evenkeel_core::course::load::load;
use evenkeel_core::course::{ContentFolder, languages};
use evenkeel_core::measures;

use crate::folder::{Folder, HELP, MEASURE, lesson};

const COURSE_ES: &str = "course/course.es.toml";
const MESSAGES_ES: &str = "course/messages.es.toml";
const HELP_ES: &str = "help/help.es.toml";
const LESSON_ES: &str = "course/01-here/lesson.es.md";

const MESSAGE: &str = "format_version = 1\n[[message]]\nid = \"sheet\"\ntitle = \"Falta\"\n\
    about = \"Para quien no lo ha enviado.\"\nsubject = \"{wave}\"\n\
    text = \"Hola, {name}: está abierto hasta el {last_day}. {trainer}\"\n";

const HELP_WORDS: &str = "format_version = 1\n[[line]]\nid = \"988\"\nname = \"Una línea\"\n\
    short = \"988\"\nhow = \"Llama al 988\"\nhours = \"24 horas\"\n\
    about = \"Para una noche difícil.\"\n\
    [strong_reaction]\ntitle = \"Si es demasiado\"\ntext = [\"Para. Abre los ojos.\"]\n\
    [grounding]\ntitle = \"De vuelta\"\nsteps = [\"Busca la puerta.\"]\n";

/// A good folder whose course has a name in Spanish.
fn spanish() -> Folder {
    let folder = Folder::good();
    // Whatever the small course says, its words come back as they are.
    let words = std::fs::read_to_string(folder.path().join("course/course.toml")).unwrap();
    folder.write(COURSE_ES, &words.replace("A small course", "Un curso pequeño"));
    folder
}

fn in_spanish(folder: &Folder) -> ContentFolder {
    folder.content().spoken("es")
}

#[test]
fn words_beside_a_file_stand_in_for_its_own_and_everything_else_stays() {
    let folder = spanish();
    folder.write(HELP_ES, HELP_WORDS).write(MESSAGES_ES, MESSAGE).finds_nothing();
    assert_eq!(languages(&folder.content()).unwrap(), ["es"]);
    let course = load(&in_spanish(&folder)).unwrap();
    assert_eq!(course.manifest.title, "Un curso pequeño");
    assert_eq!(course.help.lines[0].name, "Una línea");
    assert_eq!((&*course.help.lines[0].phone, course.help.lang), ("988", None));
    assert!(course.messages[0].text.starts_with("Hola"));
    let first = load(&folder.content()).unwrap();
    assert_eq!((&*first.help.lines[0].name, first.help.lang), ("A line", None));
}

#[test]
fn what_is_not_translated_says_in_which_language_it_is() {
    let folder = spanish();
    let course = load(&in_spanish(&folder)).unwrap();
    assert_eq!(course.help.lang.as_deref(), Some("en-US"));
    assert_eq!(course.lessons[0].lang.as_deref(), Some("en-US"));
    assert_eq!(course.exercises[0].lang.as_deref(), Some("en-US"));
    assert_eq!(load(&folder.content()).unwrap().lessons[0].lang, None);
}

#[test]
fn a_place_that_was_lost_in_translation_is_told_and_the_first_words_stay() {
    let folder = spanish();
    folder.write(MESSAGES_ES, &MESSAGE.replace("{last_day}", "{ultimo_dia}"));
    folder.finds(MESSAGES_ES, "message “sheet”, text");
    assert!(load(&in_spanish(&folder)).unwrap().messages[0].text.starts_with("Hello"));
}

#[test]
fn a_number_of_a_help_line_that_was_mistyped_is_told() {
    let folder = spanish();
    folder.write(HELP_ES, &HELP_WORDS.replace("al 988", "al 998"));
    folder.finds(HELP_ES, "line “988”, how");
    assert_eq!(load(&in_spanish(&folder)).unwrap().help.lines[0].how, "Call 988");
}

#[test]
fn words_that_are_missing_and_words_too_many_are_told_by_their_ids() {
    let folder = spanish();
    folder.write(HELP_ES, &HELP_WORDS.replace("short = \"988\"\n", ""));
    folder.finds(HELP_ES, "no words for: line “988”, short");
    folder.write(HELP_ES, &HELP_WORDS.replace("id = \"988\"", "id = \"989\""));
    let findings = folder.findings().iter().map(ToString::to_string).collect::<String>();
    assert!(findings.contains("no words for: line “988”."), "{findings}");
    assert!(findings.contains("an entry that the first file does not have"), "{findings}");
    folder.write(HELP_ES, &HELP_WORDS.replace("short =", "phone = \"123\"\nshort ="));
    folder.finds(HELP_ES, "This is no text of help/help.toml: line “988”, phone");
}

#[test]
fn a_translation_of_nothing_is_a_stray() {
    let folder = spanish();
    folder.write("help/helb.es.toml", HELP_WORDS).finds("help/helb.es.toml", "Nothing refers");
    let folder = Folder::good();
    folder.write(HELP_ES, HELP_WORDS).finds(HELP_ES, "Nothing refers");
}

#[test]
fn a_translated_lesson_keeps_the_places_by_which_it_is_known_what_was_read() {
    let folder = spanish();
    let words = lesson(1300);
    folder.write(LESSON_ES, &words.replacen("## ", "## Aquí, ", 1)).finds_nothing();
    let (first, other) = (load(&folder.content()).unwrap(), load(&in_spanish(&folder)).unwrap());
    let (first, other) = (&first.lessons[0], &other.lessons[0]);
    assert_eq!((&first.sections[0].id, &other.lang), (&other.sections[0].id, &None));
    assert!(other.sections[0].title.starts_with("Aquí, "));
    folder.write(LESSON_ES, &format!("{words}\n## Una más\n\nY otra cosa.\n"));
    folder.finds(LESSON_ES, "The sections or the exercises");
    assert_eq!(load(&in_spanish(&folder)).unwrap().lessons[0].lang.as_deref(), Some("en-US"));
}

#[test]
fn a_questionnaire_is_asked_in_one_language_whole_or_in_the_first() {
    let folder = spanish();
    let words = std::fs::read_to_string(folder.path().join(MEASURE)).unwrap();
    let words: String =
        words.replace("text = \"", "text = \"Hoy: ").replace("title = \"", "title = \"Uno: ");
    folder.write("measures/pulse.es.toml", &words).finds_nothing();
    let of = |content: &ContentFolder| measures::load::load(content).unwrap().remove(0);
    let (first, other) = (of(&folder.content()), of(&in_spanish(&folder)));
    assert_eq!(first.language.as_deref(), Some("en"));
    assert_eq!(other.language.as_deref(), Some("es"));
    assert!(other.items[0].text.starts_with("Hoy: "));
    assert_eq!((first.scales.len(), &first.id), (other.scales.len(), &other.id));
    folder.change("measures/pulse.es.toml", "text = \"Hoy: ", "texto = \"Hoy: ");
    assert_eq!(of(&in_spanish(&folder)).language.as_deref(), Some("en"));
}

#[test]
fn what_an_agency_wrote_itself_is_not_translated_by_our_words() {
    let folder = spanish();
    folder.write(HELP_ES, HELP_WORDS);
    let agency = tempfile::TempDir::new().unwrap();
    std::fs::create_dir(agency.path().join("help")).unwrap();
    let own = std::fs::read_to_string(folder.path().join(HELP)).unwrap();
    std::fs::write(agency.path().join(HELP), own.replace("A line", "Our line")).unwrap();
    let content = in_spanish(&folder).under(agency.path());
    assert_eq!(load(&content).unwrap().help.lines[0].name, "Our line");
    std::fs::write(agency.path().join(HELP_ES), HELP_WORDS.replace("Una", "Nuestra")).unwrap();
    assert_eq!(load(&content).unwrap().help.lines[0].name, "Nuestra línea");
}
