//! A week of a coach with a trainer: the class of the evening, a plan, and a log from elsewhere.

use std::fs;

use chrono::{Local, NaiveDate, TimeDelta};

use crate::harness::stage::journey;
use crate::pages::desk::{Cohort, only_file};
use crate::pages::door::{Door, TRAINER};
use crate::pages::rail::Rail;
use crate::pages::week::{Import, Plan};

/// The title of the first week, which is that of its class.
const CLASS: &str = "While you were saying mm-hm";

#[tokio::test]
async fn a_class_is_noted_a_plan_is_changed_and_a_log_comes_in_once() {
    journey("week", async |stage| {
        let (mailbox, outbox) = (stage.folder("mailbox"), stage.folder("outbox"));
        let page = stage.open().await;
        let (door, rail) = (Door(&page), Rail(&page));
        let (cohort, plan, import) = (Cohort(&page), Plan(&page), Import(&page));

        door.take(TRAINER, "Joan", None).await;
        cohort.set_up("Thursday cohort", &mailbox, None).await;
        cohort.plan_week(5, 4).await;
        stage.picture("cohort-plan").await;
        cohort.invite("Renee Okafor").await;
        rail.lock().await;
        let invitation = only_file(&outbox, "evenkeel-invitation");
        door.read_invitation(&invitation.display().to_string()).await;
        door.accept_invitation("Renee", None).await;

        page.heading(CLASS).await;
        page.reads("Class 1 is today").await;
        assert!(page.offers("Begin 30 minutes: Body scan").await, "no practice beside the class");
        stage.picture("class").await;
        page.press("I was there").await;
        page.reads("Noted: you were in class today.").await;
        page.reads("One of six days.").await;
        page.heading("Body scan").await;
        stage.picture("noted").await;
        page.press("Take it back").await;
        page.heading(CLASS).await;
        page.reads("Nothing noted yet this week.").await;
        page.press("I was there").await;
        page.reads("One of six days.").await;

        page.press("Your plan").await;
        page.reads("Six days, Body scan, 30 minutes").await;
        page.reads("For week 5: 4 days, the rest as the course has it.").await;
        plan.change(3, "15").await;
        // It is the first day of the week: it counts at once.
        page.reads("Kept. It counts from today.").await;
        page.heading("Your plan").await;
        page.reads("Three days, Body scan, 15 minutes").await;
        assert_eq!(plan.week(6).await, ["6", "Open awareness", "3", "15", "you"]);
        stage.picture("plan").await;
        page.press("Back to the course’s plan").await;
        page.reads("From then on, back to the course’s plan.").await;
        assert_eq!(plan.week(5).await, ["5", "Open awareness", "4", "30", "your trainer"]);

        let file = stage.folder("home").join("insight.csv");
        fs::write(&file, export()).expect("a file to bring in");
        import.open().await;
        import.look(&file).await;
        page.reads("2 new sits. One is there already. 2 rows can’t be read and are left out.")
            .await;
        page.reads("One of them lies before class 1: Joan never hears of it").await;
        page.reads("“soon” is not a length that can be read this way.").await;
        page.heading("In this file").await;
        stage.picture("import").await;
        page.unfold("How it is read").await;
        import.day_is_written("day-month-year").await;
        page.reads("Nothing new in this file.").await;
        import.day_is_written("month-day-year").await;
        page.press("Bring in 2 sits").await;
        page.reads("2 sits are in your log now. 2 rows were left out.").await;
        stage.picture("brought-in").await;
        import.look(&file).await;
        page.reads("Nothing new in this file.").await;

        rail.go("What others see").await;
        page.reads("20 minutes of practice, entered by you").await;
        let seen = page.text().await;
        assert!(!seen.contains("45 minutes"), "the trainer hears of a sit before class 1: {seen}");
        import.open().await;
        page.press("Take this import back").await;
        page.reads("The import is taken back.").await;
        rail.go("Today").await;
        page.reads("One of six days.").await;
    })
    .await;
}

/// What Insight Timer could have written: one sit of today, twice, one of long ago, and two rows
/// that say nothing.
fn export() -> String {
    // Until four in the morning it is still the day before.
    let today = (Local::now() - TimeDelta::hours(4)).date_naive();
    let written = |day: NaiveDate| day.format("%m/%d/%Y").to_string();
    let (now, then) = (written(today), "01/31/2020");
    format!(
        "Started At,Duration,Activity,Notes\n\
         {now},0:20:0,Meditation,in the car\n\
         {now},0:20:0,Meditation,in the car\n\
         {then},0:45:0,Meditation,\n\
         {then},soon,Meditation,\n\
         13/32/2020,0:10:0,Yoga,\n"
    )
}
