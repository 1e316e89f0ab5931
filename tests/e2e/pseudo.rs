//! Every screen in a made-up language, longer than English and in brackets: nothing may be cut off,
//! and every word comes from a message or from the core. `cargo xtask tour pseudo` builds it and
//! runs this.

use crate::harness::page::Page;
use crate::harness::stage::journey;
use crate::reach::{COACH, RESEARCHER, TRAINER};

#[tokio::test]
#[ignore = "needs pages in the made-up language; `cargo xtask tour pseudo` builds them"]
async fn no_word_is_lost() {
    journey("pseudo", async |stage| {
        let mut found = Vec::new();
        for (eyes, screens) in [(1, COACH), (2, TRAINER), (3, RESEARCHER)] {
            let page = stage.open().await;
            look_around(&page, eyes).await;
            for screen in screens.iter().filter(|screen| **screen != "kit") {
                page.go(screen).await;
                found.extend(page.strays().await.iter().map(|line| format!("{screen}: {line}")));
                for width in [1280, 960, 320] {
                    page.narrow("usual", width).await;
                    let lost = page.lost().await;
                    if !lost.is_empty() {
                        stage.picture(&format!("{}-{width}", screen.replace('/', "-"))).await;
                    }
                    found.extend(lost.iter().map(|line| format!("{screen} at {width} px: {line}")));
                }
            }
        }
        assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
    })
    .await;
}

/// Opens the sample study. Its words are not known here, only their order.
async fn look_around(page: &Page, eyes: usize) {
    page.press_at("//ul[@aria-labelledby='ways-title']/li[last()]/button").await;
    page.press_at(&format!("//ul[@aria-labelledby='eyes-title']/li[{eyes}]/button")).await;
    page.press_at("//nav//li[1]/a").await;
}
