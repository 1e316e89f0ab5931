//! Where a passphrase comes from: a file, the environment, or the keyboard.

use std::env;
use std::fs;
use std::io::IsTerminal;

use evenkeel_core::{Code, Error, Result};

use crate::Context;

/// The passphrase: `--passphrase-file`, else `EVENKEEL_PASSPHRASE`, else asked at the terminal.
/// None when there is no way to get one, which is right for a ledger without one.
///
/// # Errors
/// [`Code::NotFound`] when the file is not there.
pub(crate) fn get(context: &Context) -> Result<Option<String>> {
    if let Some(file) = &context.passphrase_file {
        let text = fs::read_to_string(file)
            .map_err(|error| Error::new(Code::NotFound, format!("{}: {error}", file.display())))?;
        return Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()));
    }
    if let Ok(words) = env::var("EVENKEEL_PASSPHRASE") {
        return Ok(Some(words));
    }
    if std::io::stdin().is_terminal() {
        return Ok(Some(rpassword::prompt_password("Passphrase: ")?));
    }
    Ok(None)
}
