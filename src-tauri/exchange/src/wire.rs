//! The way to mailboxes that are not on a disk: HTTP with TLS, the system's own list of
//! authorities, limits in time and size, and what a status means where stores disagree about it.
//!
//! Nothing here is made before the first such mailbox is asked for something.

use std::io;
use std::time::Duration;

use evenkeel_core::{Code, Error, Result};
use futures::StreamExt;
use opendal::{Buffer, ErrorKind, HttpBody, HttpTransport, HttpTransporter};
use opendal_http_transport_reqwest::ReqwestTransport;

/// How long a store may take to be reached at all.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a store may keep silent in the middle of an answer.
const SILENCE: Duration = Duration::from_secs(20);
/// No answer is larger: a list of some 60,000 files in the wordiest form of WebDAV.
const MAX_ANSWER: u64 = 64 << 20;

/// A new transport.
///
/// # Errors
/// [`Code::Fault`] when the system's authorities cannot be read.
pub(crate) fn transport() -> Result<HttpTransporter> {
    // The first one counts, and it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE)
        .redirect(reqwest::redirect::Policy::limited(3))
        .user_agent("Evenkeel")
        .build()
        .map_err(|error| Error::new(Code::Fault, format!("no way to the network: {error}")))?;
    Ok(HttpTransporter::new(Wire(ReqwestTransport::new(client))))
}

struct Wire(ReqwestTransport);

impl HttpTransport for Wire {
    async fn fetch(
        &self,
        request: http::Request<Buffer>,
    ) -> opendal::Result<http::Response<HttpBody>> {
        let writes = request.method() == http::Method::PUT;
        let answer = self.0.fetch(request).await?;
        let status = answer.status().as_u16();
        let said = |kind| Err(opendal::Error::new(kind, format!("status {status}")));
        match status {
            401 | 403 => said(ErrorKind::PermissionDenied),
            // The folder above is not there: what WebDAV says, or should.
            404 | 409 if writes => said(ErrorKind::NotFound),
            507 => said(ErrorKind::Unexpected)
                .map_err(|error| error.set_source(io::Error::from(io::ErrorKind::StorageFull))),
            _ => Ok(answer.map(|body| body.map_inner(capped))),
        }
    }
}

type Stream = Box<dyn futures::Stream<Item = opendal::Result<Buffer>> + Send + Sync + Unpin>;

/// A body that ends with an error before it fills the memory.
fn capped(stream: Stream) -> Stream {
    let mut left = MAX_ANSWER;
    Box::new(stream.map(move |part| {
        let part = part?;
        left = left.checked_sub(part.len() as u64).ok_or_else(|| {
            opendal::Error::new(ErrorKind::Unexpected, "an answer larger than any should be")
        })?;
        Ok(part)
    }))
}
