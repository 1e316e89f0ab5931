//! Reading the content folder.

use std::path::Path;

use super::Course;
use crate::error::Result;

/// Reads the whole content folder but the questionnaires.
///
/// # Errors
/// [`crate::Code::Content`] with the file and the remedy, at the first thing that does not hold.
pub fn load(_content: &Path) -> Result<Course> {
    todo!()
}
