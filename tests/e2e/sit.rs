//! A sit, heard through a sound server of its own.

use crate::harness::sound::{Listener, SoundServer};
use crate::harness::stage::journey;
use crate::harness::until;
use crate::pages::door::{ALONE, Door};
use crate::pages::player::Player;
use crate::pages::practice::Practice;

/// How long the bell and the voice are listened to, seconds.
const LISTENED: f64 = 22.0;

/// The lowest tone of the bell, hertz; see `src-tauri/audio/src/bell.rs`.
const BELL: f64 = 211.8;

/// Nothing that a person could hear, in dB of full scale.
const SILENT: f64 = -70.0;

#[tokio::test]
async fn a_sit_is_two_clicks_away_can_be_heard_and_held_and_is_noted_when_it_is_stopped() {
    journey("sit", async |stage| {
        let sound = SoundServer::start(&stage.folder("sound")).await;
        stage.set(sound.environment());
        let page = stage.open().await;
        Door(&page).take(ALONE, "Renee", None).await;
        page.heading("Body scan").await;

        let page = stage.open().await;
        let player = Player(&page);
        let listener = sound.listen();
        heard_for(&listener, 0.5).await;
        Door(&page).choose("Renee").await;
        page.press("Begin").await;
        assert_eq!(page.presses(), 2, "opening and sitting are not two clicks apart");
        let words = player.shows_words().await;
        assert!(words.split(' ').count() >= 4, "these are no words of a practice: {words}");
        assert!(!page.text().await.contains("No speaker found"), "the sound server is not found");
        stage.picture("under-way").await;

        let begins = until(async || listener.heard().begins()).await.expect("a bell begins it");
        heard_for(&listener, begins + LISTENED).await;
        let heard = listener.heard();
        heard.save(&stage.pictures().join("heard.wav"));
        let whole = heard.loudness(begins, begins + LISTENED);
        assert!(whole > -45.0, "bell and voice are hardly heard: {whole:.0} dB");
        let bell = heard.share_of_tone(BELL, begins + 0.1, begins + 2.1);
        assert!(bell > 0.5, "it does not begin with the bell: {bell:.2} of its tone");
        let voice = heard.loudness(begins + 8.0, begins + LISTENED);
        assert!(voice > -50.0, "no voice follows the bell: {voice:.0} dB");

        player.pause().await;
        heard_for(&listener, listener.heard().seconds() + 1.0).await;
        let held = player.gone().await;
        heard_for(&listener, listener.heard().seconds() + 3.0).await;
        assert_eq!(player.gone().await, held, "a held sit goes on");
        assert!(listener.heard().loudness_of_last(3.0) < SILENT, "a held sit is heard");
        stage.picture("held").await;
        player.go_on().await;
        player.goes_past(held).await;

        let voice = until(async || (listener.heard().loudness_of_last(0.3) > -40.0).then_some(()));
        voice.await.expect("the voice comes back after a pause");
        player.bring_me_back().await;
        silence(&listener, 3.0).await;
        stage.picture("brought-back").await;
        let noted = player.stop_here().await;
        assert_eq!(noted, "Less than a minute, noted.");
        stage.picture("noted").await;
        player.done().await;
        page.reads("One of six days.").await;

        Practice(&page).open_log().await;
        page.reads("Less than a minute, measured here").await;
        stage.picture("log").await;
    })
    .await;
}

/// Waits until this much was listened to: the sound server's clock, not this program's.
async fn heard_for(listener: &Listener, seconds: f64) {
    let heard = until(async || (listener.heard().seconds() >= seconds).then_some(()));
    heard.await.expect("the sound server’s clock goes on");
}

/// Waits until nothing was heard for this long.
async fn silence(listener: &Listener, seconds: f64) {
    let silent =
        until(async || (listener.heard().loudness_of_last(seconds) < SILENT).then_some(()));
    silent.await.expect("the sound fades to silence");
}
