//! x
fn main() {
    evenkeel_desktop::run()
}
