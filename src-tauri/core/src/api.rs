//! The one list of commands. It makes both the router and the TypeScript types.
//!
//! A command is one line in [`commands!`] and one function on [`App`]. The host hands over a name
//! and JSON and gets JSON or a [`Trouble`] back; nothing else crosses.

mod app;
mod backups;
mod calendar;
mod classes;
mod coach;
mod consent;
mod desk;
mod effects;
mod export;
mod hours;
mod inviting;
mod journal;
mod log;
mod mail;
mod measures;
mod programme;
mod reading;
mod register;
mod reminders;
mod research;
mod safety;
mod sit;
mod study;
mod supervision;
mod views;

pub use app::App;
pub use backups::*;
pub use classes::*;
pub use consent::*;
pub use desk::*;
pub use effects::*;
pub use export::ExportInput;
pub use hours::*;
pub use inviting::*;
pub use journal::*;
pub use log::*;
pub use mail::{HandIns, KeepLogin, MissingHandIns, TryMailbox};
pub use measures::*;
pub use programme::*;
pub use reading::*;
pub use register::*;
pub use reminders::PaperInput;
pub use research::{AnalysisInput, ChartFile, ChartKind};
pub use safety::{
    AskedAgain, Awake, ChangePassphrase, ConfirmRecovery, LockAfterMinutes, RecoveryCode, Safety,
    UseKeychain, Watched,
};
pub use sit::*;
pub use study::*;
pub use supervision::*;
pub use views::*;

use serde_json::Value;
use ts_rs::TS;

use crate::classes::clock::ClassClock;
use crate::classes::fidelity::{FidelityView, KeptClass};
use crate::classes::tally::ClassTally;
use crate::cohort::attendance::RollLine;
use crate::cohort::board::{CohortView, Invited};
use crate::cohort::collect::Collected;
use crate::cohort::inviting::{InvitationsView, WriteInvitations};
use crate::cohort::messages::MessageGroup;
use crate::cohort::names::NamesPreview;
use crate::course::recording::{Imported, Recorded};
use crate::course::search::Found;
use crate::effects::Effects;
use crate::error::{Error, Result};
use crate::feedback::{Feedback, FeedbackTotals, FeedbackView};
use crate::guard::Pointer;
use crate::hours::check::{CheckCertificate, CheckedCertificate};
use crate::hours::issuing::{Issuer, WithdrawCertificate};
use crate::hours::naming::NameOnPaper;
use crate::hours::training::NoteTraining;
use crate::hours::view::{HoursView, OwnHours};
use crate::journal::{ExerciseLine, ExerciseView, KeepEntry};
use crate::measures::reading::Reading;
use crate::measures::results::OwnResults;
use crate::measures::sheet::{Receipt, ReturnedSheet, Runner, RunnerItem, Sheet};
use crate::needs::{ClassNeeds, Needs, NeedsView};
use crate::people::day::DayStart;
use crate::people::moving::MovePreview;
use crate::people::restore::RestorePreview;
use crate::ports::Volume;
use crate::practice::import::{ImportPreview, ImportedSits, LastImport};
use crate::practice::log::PracticeLog;
use crate::practice::own::{OwnSit, OwnSitCard};
use crate::practice::sit::{PracticeCard, SitState};
use crate::practice::transcript::Transcript;
use crate::programme::counts::{CountsSettings, CountsView, MonthCount};
use crate::programme::report::Report;
use crate::register::FollowUp;
use crate::register::export::{RegisterExported, RegisterText};
use crate::reminders::Reminder;
use crate::research::StudyView;
use crate::research::allocating::{Allocated, AllocationView, SealAllocation};
use crate::research::amend::{ProtocolView, SetProtocol};
use crate::research::analysis::Analysis;
use crate::research::export::{ExportOptions, ExportView, Exported};
use crate::research::screening::Screening;
use crate::store::verify::Verdict;
use crate::study::calendar::CourseDates;
use crate::study::check::ProtocolFinding;
use crate::study::consent::{OwnConsent, Shares};
use crate::study::invitation::InvitationPreview;
use crate::study::mailbox::{MailboxTest, MailboxView};
use crate::study::outbox::Sharing;
use crate::study::plan::PlanLine;
use crate::study::protocol::Protocol;
use crate::study::withdrawal::Withdraw;
use crate::supervision::{Agenda, SupervisionView};

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($input:ty) -> $output:ty;)*) => {
        /// The names of all commands, in the order of the list.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// Runs a command by name.
        ///
        /// # Errors
        /// Whatever the command says; [`crate::Code::Fault`] for a name or input that is not in
        /// the list.
        pub fn call(app: &App, name: &str, input: Value) -> Result<Value> {
            if !safety::BY_ITSELF.contains(&name) {
                app.moved();
            }
            match name {
                $(stringify!($name) => {
                    let input: $input = serde_json::from_value(input)?;
                    let output: $output = app.$name(input)?;
                    Ok(serde_json::to_value(output)?)
                })*
                _ => Err(Error::new(crate::Code::Fault, format!("no command {name}"))),
            }
        }

        /// Writes the TypeScript types of every command and of [`Trouble`] into `config`'s folder.
        ///
        /// # Errors
        /// When the folder cannot be written.
        pub fn export_types(config: &ts_rs::Config) -> std::result::Result<String, ts_rs::ExportError> {
            let mut writer = Writer { config, outcome: Ok(()) };
            writer.write::<crate::error::Trouble>();
            let mut lines = String::new();
            let mut imports = std::collections::BTreeSet::new();
            $(
                writer.write::<$input>();
                writer.write::<$output>();
                imports.extend(named(&<$input as TS>::name(config)));
                imports.extend(named(&<$output as TS>::name(config)));
                lines.push_str(&format!(
                    "  {}: {{ input: {}; output: {} }};\n",
                    stringify!($name),
                    <$input as TS>::name(config),
                    <$output as TS>::name(config),
                ));
            )*
            writer.outcome?;
            let imports: String = imports
                .into_iter()
                .map(|name| format!("import type {{ {name} }} from \"./{name}\";\n"))
                .collect();
            Ok(format!(
                "// Written by a test from src-tauri/core/src/api.rs. Do not edit.\n\
                 {imports}\n\
                 export interface Commands {{\n{lines}}}\n"
            ))
        }
    };
}

commands! {
    /// Who is on this computer, and who has their ledger open.
    start(Nothing) -> Start;
    /// Asks the person for a file or folder with the system's own dialog.
    choose_path(ChoosePath) -> Option<String>;
    /// Reads an invitation without accepting it.
    preview_invitation(InvitationInput) -> InvitationPreview;
    /// Makes a new ledger and opens it.
    create_person(CreatePerson) -> Start;
    /// Opens a person's ledger.
    unlock(Unlock) -> Start;
    /// Closes the open ledger.
    lock(Nothing) -> Start;
    /// Says whether somebody is there, and whether the ledger is still open.
    awake(Awake) -> Watched;
    /// What keeps the open ledger safe.
    safety(Nothing) -> Safety;
    /// Changes the passphrase, or takes it away.
    change_passphrase(ChangePassphrase) -> Safety;
    /// Draws a recovery code to write down.
    draw_recovery_code(AskedAgain) -> RecoveryCode;
    /// Makes the drawn recovery code good, once part of it was typed back.
    confirm_recovery_code(ConfirmRecovery) -> Safety;
    /// Takes the recovery code away.
    remove_recovery_code(AskedAgain) -> Safety;
    /// Lets this computer's key store open the ledger, or no longer.
    use_keychain(UseKeychain) -> Safety;
    /// Chooses after how long the ledger is locked by itself.
    lock_after(LockAfterMinutes) -> Safety;
    /// The backups of a person on this computer.
    backups(PersonInput) -> Backups;
    /// Makes a backup of the open ledger now.
    back_up_now(Nothing) -> Backups;
    /// What bringing back a backup would change.
    preview_restore(RestoreInput) -> RestorePreview;
    /// Brings back a backup, and locks.
    restore(RestoreInput) -> RestoredView;
    /// Writes everything of the open ledger into one file, for another computer.
    save_for_moving(SaveForMoving) -> String;
    /// Reads such a file without bringing it in.
    preview_moving(MovingInput) -> MovePreview;
    /// Brings a person in from such a file, and opens their ledger.
    bring_in(MovingInput) -> Start;
    /// Reads the whole open ledger: does it still say what was written?
    check_ledger(Nothing) -> Verdict;
    /// Makes a fresh sample study and opens it in a role.
    open_sample(OpenSample) -> Start;

    /// The coach's first screen.
    today(Nothing) -> Today;
    /// The course as a list.
    course(Nothing) -> CourseView;
    /// One lesson.
    lesson(PartInput) -> LessonView;
    /// Marks a section of a lesson as read.
    mark_read(MarkRead) -> Vec<String>;
    /// Says in which roles the reader works, so that examples are told for them.
    choose_roles(ChooseRoles) -> Vec<String>;
    /// One printable card.
    card(PartInput) -> PageView;
    /// The boundary scenarios.
    scenarios(Nothing) -> DeckView;
    /// Groups, treatment and the like, and the glossary.
    resources(Nothing) -> ResourcesView;
    /// Looks for words in everything there is to read.
    search(Search) -> Vec<Found>;
    /// Everything that can be written down, and how often it was.
    journal(Nothing) -> Vec<ExerciseLine>;
    /// One exercise, with what was written.
    exercise(ExerciseInput) -> ExerciseView;
    /// Keeps what was written.
    keep_entry(KeepEntry) -> ExerciseView;
    /// Keeps what is being written and is not finished.
    keep_draft(KeepEntry) -> ();
    /// Takes an entry out of sight.
    remove_entry(EntryInput) -> ExerciseView;
    /// What to bring to supervision, and the time it took.
    supervision(Nothing) -> SupervisionView;
    /// Keeps what to bring, in place of what was kept before.
    keep_agenda(Agenda) -> SupervisionView;
    /// Notes a meeting.
    note_meeting(NoteMeeting) -> SupervisionView;
    /// Takes a meeting out again.
    remove_meeting(MeetingInput) -> SupervisionView;
    /// The coach's own hours, as far as this computer knows them.
    own_hours(Nothing) -> OwnHours;
    /// What was said about hard experiences.
    effects(Nothing) -> Effects;
    /// Notes a hard experience.
    note_hard(NoteHard) -> Effects;
    /// Asks the trainer for a call.
    please_call(AskForCall) -> Effects;
    /// Answers the week's question about unwanted effects.
    answer_week(AnswerWeek) -> ();
    /// Points out what in a text could lead to a person.
    look_over(LookOver) -> Vec<Pointer>;
    /// Every practice that can be sat.
    practices(Nothing) -> Vec<PracticeCard>;
    /// The words of a practice as it would be laid out, with their times.
    transcript(SitStart) -> Transcript;
    /// Starts a sit.
    sit_start(SitStart) -> SitState;
    /// Sits put together: those of the course and one's own.
    own_sits(Nothing) -> Vec<OwnSitCard>;
    /// Keeps a sit put together, under its id or, when that is empty, under a new one.
    keep_own_sit(OwnSit) -> Vec<OwnSitCard>;
    /// Removes a sit that was kept; one of the course comes back as the course has it.
    remove_own_sit(OwnSitId) -> Vec<OwnSitCard>;
    /// Starts a sit put together, kept or not.
    own_sit_start(OwnSitStart) -> SitState;
    /// The sit under way or just over.
    sit(Nothing) -> Option<SitState>;
    /// Holds the sit.
    sit_pause(Nothing) -> Option<SitState>;
    /// Fades the sound and holds the sit: the brake.
    sit_brake(Nothing) -> Option<SitState>;
    /// Goes on.
    sit_resume(Nothing) -> Option<SitState>;
    /// Goes back 15 seconds.
    sit_back(Nothing) -> Option<SitState>;
    /// Goes to a second of the sit.
    sit_seek(SitSeek) -> Option<SitState>;
    /// Sets how loud sits are, this one and those to come.
    set_volume(Volume) -> Option<SitState>;
    /// Ends the sit and notes what was sat.
    sit_stop(Nothing) -> Option<SitState>;
    /// The practice log.
    practice_log(ShowLog) -> PracticeLog;
    /// Adds a sit from elsewhere.
    report_sit(ReportSit) -> PracticeLog;
    /// Changes a sit that was entered or imported; measured ones stay as they are.
    change_sit(ChangeSit) -> PracticeLog;
    /// Takes a sit that was entered or imported out of the log.
    remove_sit(LogSitInput) -> PracticeLog;
    /// Takes back the last change of an entered sit, its removal or its entry.
    undo_sit(LogSitInput) -> PracticeLog;
    /// Writes obstacles and a comment to a sit, measured or entered. Private.
    note_sit_words(SitWords) -> PracticeLog;
    /// Ticks something informal on a day, with a word. Private.
    tick_informal(TickInformal) -> PracticeLog;
    /// Takes such a tick away.
    untick_informal(InformalInput) -> PracticeLog;
    /// Reads another program's export without taking it.
    preview_import(PreviewImport) -> ImportPreview;
    /// Imports what is new in such a file.
    import_sits(ImportSits) -> ImportedSits;
    /// The latest import that was not taken back.
    last_import(Nothing) -> Option<LastImport>;
    /// Takes the latest import back, all of it.
    take_back_import(Nothing) -> PracticeLog;
    /// When the person's day starts.
    day_start(Nothing) -> DayStart;
    /// Says when it starts, from now on.
    set_day_start(DayStart) -> DayStart;
    /// The plan of the coach's weeks.
    plan(Nothing) -> PlanView;
    /// Changes it, for one week or from now on. Weeks that began keep what they asked for.
    set_plan(PlanLine) -> PlanView;
    /// Every questionnaire of every wave.
    questionnaires(Nothing) -> Vec<Sheet>;
    /// One questionnaire to answer, where it was left.
    questionnaire(SheetInput) -> Runner;
    /// Keeps one answer, and gives its item as it stands now.
    answer(AnswerInput) -> RunnerItem;
    /// Hands a questionnaire in for good.
    hand_in(SheetInput) -> Receipt;
    /// A questionnaire that was handed in, with its answers and what was corrected.
    returned_sheet(SheetInput) -> ReturnedSheet;
    /// Corrects one answer after handing in, while its window is open.
    correct_answer(CorrectAnswer) -> ReturnedSheet;
    /// The person's own results, as far as the protocol shows them.
    results(Nothing) -> OwnResults;
    /// What others see, and what is on its way.
    sharing(Nothing) -> Sharing;
    /// Sends what is waiting, now.
    send_now(Nothing) -> Sharing;
    /// What the coach signed and shares, and whether they withdrew.
    own_consent(Nothing) -> OwnConsent;
    /// Chooses what goes to the trainer from now on.
    share(Shares) -> OwnConsent;
    /// Withdraws: nothing leaves this computer any more.
    withdraw(Withdraw) -> OwnConsent;
    /// Accepts an invitation to somebody who is here already, or a newer one for the same code.
    join(Join) -> Start;
    /// Writes what no receipt has come back for as files into a folder, to be carried by hand, and
    /// returns their paths in it.
    save_hand_ins(PathInput) -> Vec<String>;
    /// The mailboxes that the open ledger uses.
    mailboxes(Nothing) -> Vec<MailboxView>;
    /// Keeps name and password of a mailbox.
    keep_login(KeepLogin) -> Vec<MailboxView>;
    /// Tries what a mailbox lets this person do.
    try_mailbox(TryMailbox) -> MailboxTest;
    /// What the coach is reminded of.
    reminder(Nothing) -> Reminder;
    /// Chooses what to be reminded of.
    choose_reminder(Reminder) -> Reminder;
    /// Writes a calendar file into a folder, and returns where it lies.
    save_calendar(PathInput) -> String;
    /// Asks for a place and sets a page there as PDF; nothing when the person thinks better of it.
    save_pdf(PaperInput) -> Option<String>;
    /// Writes everything of the coach's own as files into a folder, and returns their names.
    save_own_data(PathInput) -> Vec<String>;
    /// What a coach is asked before the course, and what they sent.
    needs(Nothing) -> NeedsView;
    /// Sends to the trainer what would help the coach come.
    send_needs(Needs) -> NeedsView;
    /// The questions about the course at its end, for the trainer.
    feedback(Nothing) -> FeedbackView;
    /// Keeps what was said and is not sent.
    keep_feedback(Feedback) -> ();
    /// Sends it to the trainer, once.
    send_feedback(Feedback) -> FeedbackView;
    /// Where to turn.
    help(Nothing) -> HelpView;
    /// Checks the code of a certificate, also with no ledger open.
    check_certificate(CheckCertificate) -> CheckedCertificate;
    /// Sets or changes the supervisor's card.
    set_supervisor(Supervisor) -> HelpView;

    /// The trainer's cohort and its board.
    cohort(Nothing) -> CohortView;
    /// The plan of one class.
    class_plan(PartInput) -> PageView;
    /// When the classes of a course fall and when it ends, before anything is kept.
    course_dates(PlanDates) -> CourseDates;
    /// Sets up a cohort.
    create_cohort(CreateCohort) -> CohortView;
    /// Moves the cohort's classes around other weeks without one.
    set_breaks(SetBreaks) -> CohortView;
    /// The plan of the cohort's weeks.
    cohort_plan(Nothing) -> PlanView;
    /// Changes it for the board and for invitations written from now on.
    set_cohort_plan(PlanLine) -> PlanView;
    /// Puts a coach on the roster and writes the invitation file.
    invite(Invite) -> Invited;
    /// Everybody's invitation, and who waits for an arm.
    invitations(Nothing) -> InvitationsView;
    /// Reads a table of names without taking it.
    preview_names(PathInput) -> NamesPreview;
    /// Puts people on the roster.
    enrol(Enrol) -> InvitationsView;
    /// Writes invitation files, also a second time.
    write_invitations(WriteInvitations) -> InvitationsView;
    /// Revokes an invitation.
    revoke_invitation(CodeInput) -> InvitationsView;
    /// Writes the file that asks the researcher for arms.
    ask_for_arms(PathInput) -> String;
    /// Takes the arms that the researcher gave.
    take_arms(PathInput) -> InvitationsView;
    /// Brings the cohort's study up to date.
    update_study(PathInput) -> InvitationsView;
    /// The coaches at a class, and what is noted of each.
    class_roll(PartInput) -> Vec<RollLine>;
    /// Notes who came to it, several at once, or takes back what was noted.
    mark_class(MarkClass) -> Vec<RollLine>;
    /// How many classes of each coach count, by code: what the researcher could get.
    class_list(Nothing) -> ClassListView;
    /// Writes that list as CSV into a folder, and returns where it lies.
    save_class_list(PathInput) -> String;
    /// A class on the clock.
    class_clock(PartInput) -> ClassClock;
    /// Begins it, goes to a step, ends it.
    press_clock(PressClock) -> ClassClock;
    /// Rings the bell in class.
    ring_bell(RingBell) -> ();
    /// What was called out in classes as being in the way.
    class_tallies(Nothing) -> Vec<ClassTally>;
    /// Counts an obstacle once more in a class, or once less.
    tap_obstacle(TapObstacle) -> Vec<ClassTally>;
    /// What was done of a class's plan, and of all classes so far.
    class_fidelity(PartInput) -> FidelityView;
    /// Keeps what was done of a class's plan.
    keep_class(KeptClass) -> FidelityView;
    /// The register of hard experiences.
    register(Nothing) -> RegisterView;
    /// Writes an entry, or another in its place.
    write_register(WriteRegister) -> RegisterView;
    /// Notes what came of an entry.
    follow_up(FollowUp) -> RegisterView;
    /// Every text of the register, with what in it could point to a person.
    register_texts(Nothing) -> Vec<RegisterText>;
    /// Writes the register for an ethics board into a folder.
    export_register(ExportRegister) -> RegisterExported;
    /// Says what is done about a signal, or takes that back.
    mark_signal(MarkSignal) -> CohortView;
    /// Notes something about a signal.
    note_signal(NoteSignal) -> CohortView;
    /// Switches a signal's rule on or off for the cohort.
    switch_signal(SwitchSignal) -> CohortView;
    /// Texts for coaches, filled in, for the trainer to send.
    messages(Nothing) -> Vec<MessageGroup>;
    /// Opens one of them in the mail program.
    open_message(MessageInput) -> ();
    /// What the class needs, to arrange it by.
    class_needs(Nothing) -> ClassNeeds;
    /// What coaches said about the course, in totals.
    feedback_totals(Nothing) -> FeedbackTotals;
    /// What the agency counts, month by month.
    counts(Nothing) -> CountsView;
    /// Switches counting on or off, and says what else is counted.
    set_counts(CountsSettings) -> CountsView;
    /// Notes the numbers of a month, or corrects them.
    note_month(MonthCount) -> CountsView;
    /// A report on the cohort, with everything hidden that has to be.
    report(ReportInput) -> Report;
    /// Chooses the smallest group that reports show.
    set_least(SetLeast) -> Report;
    /// Writes the numbers of the reports as tables into a folder, and returns their names.
    save_tables(SaveTables) -> Vec<String>;
    /// Everybody's hours, by name.
    hours(Nothing) -> HoursView;
    /// Notes training elsewhere.
    note_training(NoteTraining) -> HoursView;
    /// Takes such a note back.
    remove_training(TrainingInput) -> HoursView;
    /// Keeps the name for a coach's papers.
    name_on_paper(NameOnPaper) -> HoursView;
    /// Keeps the agency's name for certificates.
    keep_issuer(Issuer) -> HoursView;
    /// Issues certificates and writes them into a folder, never over another file.
    issue_certificates(IssueCertificates) -> IssuedCertificates;
    /// Withdraws a certificate.
    withdraw_certificate(WithdrawCertificate) -> HoursView;
    /// Collects hand-ins from the mailbox.
    collect(Nothing) -> Collected;
    /// Has the collect under way stop. What it took by then stays taken.
    stop_collecting(Nothing) -> ();
    /// Takes hand-ins that came by hand: a file, or all in a folder.
    take_hand_ins(PathInput) -> Collected;
    /// What was set aside, what is missing, and how far the collect under way is.
    hand_ins(Nothing) -> HandIns;
    /// What a trainer recorded of each practice, as it lies on the disk.
    recordings(Nothing) -> Vec<Recorded>;
    /// Takes a recording out of use when the program starts again.
    remove_recording(RecordingInput) -> Vec<Recorded>;
    /// Imports a trainer's recording of a practice or of one of its cues. It is there when the
    /// program starts again.
    import_recording(ImportRecording) -> Imported;

    /// The researcher's study.
    study(Nothing) -> StudyView;
    /// Sets up a study.
    create_study(CreateStudy) -> StudyView;
    /// Writes the study file that trainers open.
    save_study_file(PathInput) -> String;
    /// The study's protocol, its versions, and what a check of it finds.
    protocol(Nothing) -> ProtocolView;
    /// Checks a protocol, and keeps nothing.
    check_protocol(Protocol) -> Vec<ProtocolFinding>;
    /// Changes the protocol, by an amendment where it is in use.
    set_protocol(SetProtocol) -> ProtocolView;
    /// How people come into arms.
    allocation(Nothing) -> AllocationView;
    /// Seals how they do.
    seal_allocation(SealAllocation) -> AllocationView;
    /// Puts the people of a trainer's file into arms.
    allocate(Allocate) -> Allocated;
    /// Every instrument, and where its wording stands.
    instruments(Nothing) -> Vec<InstrumentCard>;
    /// Holds a copy of a questionnaire against its key, and stores nothing.
    preview_wording(WordingInput) -> Reading;
    /// Installs the wording of a copy for this study.
    install_wording(WordingInput) -> Vec<InstrumentCard>;
    /// Takes the key of a questionnaire of the study's own.
    take_key(PathInput) -> Vec<InstrumentCard>;
    /// The flow of people, the quality of the data, and how far each arm moved, as of today.
    analysis(AnalysisInput) -> Analysis;
    /// Enters how many were assessed, and why some were not taken in.
    set_screening(Screening) -> ();
    /// Saves a chart, or the table behind it, where the person says; none when they think better
    /// of it.
    save_chart(ChartFile) -> Option<String>;
    /// Writes the export.
    export(ExportInput) -> Exported;
    /// What an export would be, and the exports that were made.
    export_view(ExportOptions) -> ExportView;
}

/// Writes a type, what it is made of, and what it wraps, such as the `T` of `Vec<T>`.
struct Writer<'a> {
    config: &'a ts_rs::Config,
    outcome: std::result::Result<(), ts_rs::ExportError>,
}

impl Writer<'_> {
    fn write<T: TS + 'static + ?Sized>(&mut self) {
        ts_rs::TypeVisitor::visit::<T>(self);
        T::visit_generics(self);
    }
}

impl ts_rs::TypeVisitor for Writer<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Types that TypeScript has already live in no file.
        if T::output_path().is_some() && self.outcome.is_ok() {
            self.outcome = T::export_all(self.config);
        }
    }
}

/// The types that a TypeScript expression names, such as `SitState` in `SitState | null`.
fn named(expression: &str) -> impl Iterator<Item = String> + '_ {
    expression
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()) && *word != "Array")
        .map(str::to_owned)
}
