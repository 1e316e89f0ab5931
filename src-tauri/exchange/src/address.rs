//! How a mailbox is written down: one line that says which kind of store it is and where.
//!
//! | Line | Store |
//! |---|---|
//! | `/srv/mailbox`, `file:///srv/mailbox` | a folder |
//! | `https://cloud.example/remote.php/dav/files/anna/evenkeel` | WebDAV |
//! | `s3://bucket/prefix?region=us-east-2` | S3 at Amazon |
//! | `s3+https://minio.example/bucket/prefix?region=us-east-1` | S3 anywhere else |
//!
//! Passwords are no part of it. Without TLS only this computer itself is an address: a password
//! would be readable on the way.

use std::net::IpAddr;
use std::path::Path;

use evenkeel_core::ports::MailboxKind;
use evenkeel_core::{Error, Result};
use url::{Host, Url};

/// Where a mailbox is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Address {
    /// The full path of a folder.
    Folder(String),
    /// The URL of a WebDAV folder.
    Webdav(String),
    /// A place in a bucket; without an endpoint it is Amazon's.
    S3 { endpoint: Option<String>, bucket: String, root: String, region: String },
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// [`evenkeel_core::Code::Refused`], and what is refused is not repeated: it may hold a
    /// password.
    pub(crate) fn read(text: &str) -> Result<Self> {
        // First of all, or the drive of a Windows path would be taken for a scheme.
        if Path::new(text).is_absolute() {
            return Ok(Self::Folder(text.to_owned()));
        }
        let url = Url::parse(text).map_err(|_| no_place())?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::refused(
                "An address with a name or a password in it is not taken: addresses travel in \
                 files. Leave them out here, and type them where Evenkeel asks for them.",
            ));
        }
        match url.scheme() {
            "file" => {
                let path = url.to_file_path().map_err(|()| no_place())?;
                Ok(Self::Folder(path.to_str().ok_or_else(no_place)?.to_owned()))
            }
            "https" | "http" => {
                sealed_on_the_way(&url)?;
                Ok(Self::Webdav(plain(&url)))
            }
            "s3" => Ok(Self::S3 {
                endpoint: None,
                bucket: url.host_str().filter(|host| !host.is_empty()).ok_or_else(no_place)?.into(),
                root: url.path().to_owned(),
                region: region(&url),
            }),
            "s3+https" | "s3+http" => {
                let endpoint =
                    Url::parse(text.trim_start_matches("s3+")).map_err(|_| no_place())?;
                sealed_on_the_way(&endpoint)?;
                let path = endpoint.path().trim_start_matches('/');
                let (bucket, root) = path.split_once('/').unwrap_or((path, ""));
                if bucket.is_empty() {
                    return Err(no_place());
                }
                Ok(Self::S3 {
                    endpoint: Some(endpoint.origin().ascii_serialization()),
                    bucket: bucket.to_owned(),
                    root: format!("/{root}"),
                    region: region(&endpoint),
                })
            }
            _ => Err(no_place()),
        }
    }

    pub(crate) fn kind(&self) -> MailboxKind {
        match self {
            Self::Folder(_) => MailboxKind::Folder,
            Self::Webdav(_) => MailboxKind::Webdav,
            Self::S3 { .. } => MailboxKind::S3,
        }
    }
}

fn region(url: &Url) -> String {
    let named = url.query_pairs().find(|(name, _)| name == "region");
    named.map_or_else(|| "us-east-1".to_owned(), |(_, region)| region.into_owned())
}

/// The URL without what a store has no use for.
fn plain(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.as_str().trim_end_matches('/').to_owned()
}

fn sealed_on_the_way(url: &Url) -> Result<()> {
    let here = match url.host() {
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => return Err(no_place()),
    };
    if url.scheme() == "https" || here {
        return Ok(());
    }
    Err(Error::refused(
        "This address begins with http, so the password could be read on its way. Ask for the \
         address that begins with https.",
    ))
}

fn no_place() -> Error {
    Error::refused(
        "This is not the place of a mailbox. Give the full path of a folder, a WebDAV address \
         that begins with https://, or an S3 address that begins with s3:// or s3+https://.",
    )
}
