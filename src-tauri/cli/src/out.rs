//! What goes to stdout, which somebody may have stopped reading: `evenkeelctl analyse | head`.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write, stdout};
use std::process::exit;

/// What a shell says of a program whose output nobody reads any more: 128 and SIGPIPE.
const NOBODY_READS: i32 = 141;

/// In place of the standard one, which panics there.
macro_rules! println {
    () => { $crate::out::line(format_args!("")) };
    ($($words:tt)*) => { $crate::out::line(format_args!($($words)*)) };
}

/// Writes a line, or ends the program: quietly where nobody reads on.
pub(crate) fn line(words: Arguments) {
    if let Err(error) = stdout().lock().write_fmt(format_args!("{words}\n")) {
        if error.kind() == ErrorKind::BrokenPipe {
            exit(NOBODY_READS);
        }
        eprintln!("evenkeelctl: the output could not be written ({error}).");
        exit(2);
    }
}
