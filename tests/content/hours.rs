//! Rules of the hours.

use crate::folder::{Folder, HOURS};

#[test]
fn ethics_names_a_part_and_takes_no_longer_than_its_class() {
    Folder::good().finds_nothing();
    Folder::good().change(HOURS, "part = \"week-1\"", "part = \"week-9\"").finds(HOURS, "“week-9”");
    Folder::good().change(HOURS, "minutes = 20", "minutes = 151").finds(HOURS, "so many minutes");
    Folder::good().change(HOURS, "minutes = 20", "minutes = 0").finds(HOURS, "so many minutes");
    let twice = "\n[[ethics]]\npart = \"week-1\"\nabout = \"More\"\nminutes = 131\n";
    Folder::good().add(HOURS, twice).finds(HOURS, "so many minutes");
}

#[test]
fn a_kind_of_hours_stands_once_and_has_words() {
    Folder::good().change(HOURS, "kind = \"ethics\"", "kind = \"course\"").finds(HOURS, "twice");
    Folder::good().change(HOURS, "Classes you came to.", " ").finds(HOURS, "no words");
    Folder::good()
        .change(HOURS, "kind = \"ethics\"", "kind = \"fun\"")
        .finds(HOURS, "cannot be read");
}

#[test]
fn a_rule_has_a_version_that_certificates_name() {
    Folder::good().change(HOURS, "version = \"1\"", "version = \" \"").finds(HOURS, "no version");
}
