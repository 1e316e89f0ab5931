//! A store whose reads fail half the time.

use evenkeel_core::Code;
use evenkeel_core::ports::{Courier, Mailbox};
use evenkeel_exchange::Post;
use opendal_layer_chaos::ChaosLayer;

use crate::{letter, post};

#[test]
fn reads_that_fail_half_the_time_bring_everything_in_the_end_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox { address: folder.path().display().to_string(), login: None };
    let calm = post();
    let (reader, signer) = (calm.new_reader(), calm.new_signer());
    let names: Vec<String> = (0..20).map(|number| format!("{number:02}.evk")).collect();
    for (sits, name) in names.iter().enumerate() {
        let sealed = calm.seal(&letter(sits as u32), &signer, &reader.public).unwrap();
        calm.put(&mailbox, "progress", name, &sealed.bytes).unwrap();
    }
    let shaken = Post::over(|store| store.layer(ChaosLayer::new(0.5))).unwrap();
    let mut failed = 0;
    for (sits, name) in names.iter().enumerate() {
        let bytes = loop {
            match shaken.get(&mailbox, "progress", name) {
                Ok(bytes) => break bytes,
                Err(error) => {
                    assert_eq!(error.code, Code::MailboxAway, "{error}");
                    failed += 1;
                    assert!(failed < 2000, "it never came");
                }
            }
        };
        assert_eq!(shaken.open(&bytes, &reader).unwrap().letter, letter(sits as u32));
    }
    assert!(failed > 0, "nothing went wrong, so nothing was shown");
}
