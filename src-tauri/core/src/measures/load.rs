//! Reading the instruments of a content folder.

use std::path::Path;

use super::Instrument;
use crate::error::Result;

/// Reads every instrument of the content folder, by id in alphabetical order.
///
/// # Errors
/// [`crate::Code::Content`] with the file and the remedy: an item in no scale or in two, a
/// reversed item that is not in its scale, codes that do not ascend, a label missing.
pub fn load(_content: &Path) -> Result<Vec<Instrument>> {
    todo!()
}
