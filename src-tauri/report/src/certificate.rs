//! A certificate as a PDF file: one page, its code also as a picture that a phone reads.

use evenkeel_core::error::{Code, Error, Result};
use evenkeel_core::hours::page::CertificatePage;
use qrcode::{Color, EcLevel, QrCode};
use serde_json::json;

use crate::paper::Desk;

/// A certificate as the bytes of a PDF file, the same for the same certificate. The file's
/// keywords hold its code, so that a program can read it from the file.
///
/// # Errors
/// [`Code::Fault`] when it cannot be set.
pub fn render_certificate(page: &CertificatePage) -> Result<Vec<u8>> {
    let template = include_str!("certificate.typ");
    let picture = Some(picture(&page.code)?);
    // Under “to” a text stays as it is: programs read this one.
    let data = json!({ "page": page, "code": { "to": page.code } });
    Desk::new("certificate.typ", template, &page.language, data, picture)?.set()
}

/// A code as a QR code, SVG: its dark runs, a unit high, with the four units around it that
/// readers ask for.
fn picture(code: &str) -> Result<String> {
    const AROUND: usize = 4;
    let picture = QrCode::with_error_correction_level(code, EcLevel::M)
        .map_err(|problem| Error::new(Code::Fault, format!("no QR code: {problem}")))?;
    let mut path = String::new();
    for (y, row) in picture.to_colors().chunks(picture.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (at, wide) = (x + AROUND, run.len());
                path.push_str(&format!("M{at} {}h{wide}v1h-{wide}z", y + AROUND));
            }
            x += run.len();
        }
    }
    let side = picture.width() + 2 * AROUND;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\">\
         <path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn a_phone_reads_the_whole_code_from_the_picture() {
        let code = format!("EVK1{}", "0123456789ABCDEFGHJKMNPQRSTVWXYZ".repeat(20));
        let svg = picture(&code).unwrap_or_default();
        let side = number_after(&svg, "viewBox=\"0 0 ");
        let path = svg.split(" d=\"").nth(1).and_then(|rest| rest.split('"').next());
        let mut dark = vec![false; side * side];
        for piece in path.unwrap_or_default().split('M').skip(1) {
            let (at, size) = piece.split_once('h').unwrap_or_default();
            let (x, y) = at.split_once([' ', ',']).unwrap_or_default();
            let (x, y): (usize, usize) = (x.parse().unwrap_or(0), y.parse().unwrap_or(0));
            let (wide, high) = (number_after(size, ""), number_after(size, "v"));
            for row in y..y + high {
                dark[row * side + x..row * side + x + wide].fill(true);
            }
        }
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
            if dark[y * side + x] { 0 } else { 255 }
        });
        let read: Vec<String> = image
            .detect_grids()
            .iter()
            .filter_map(|grid| grid.decode().ok())
            .map(|(_, text)| text)
            .collect();
        assert_eq!(read, [code]);
    }

    fn number_after(text: &str, mark: &str) -> usize {
        let rest = text.split_once(mark).map_or("", |(_, rest)| rest);
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(0)
    }
}
