//! Real servers on this computer, each on a port of its own: started for one story, ended by their
//! own process id when it is over, and by themselves after two minutes whatever happens.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const LIFETIME: &str = "120";
pub const USER: &str = "needle";
pub const PASSWORD: &str = "hidden in plain hay";

/// The servers that a mailbox is tried on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    RcloneWebdav,
    RcloneS3,
    WsgiDav,
    Apache,
    Moto,
}

/// A server that runs until this is dropped.
pub struct Server {
    child: Child,
    pub address: String,
    pub port: u16,
    /// Held until the server is gone.
    _folder: TempDir,
}

impl Server {
    pub fn start(kind: Kind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let mut command = Command::new("timeout");
        command.args(["--signal=TERM", "--kill-after=5", LIFETIME]);
        let root = folder.path().join("root");
        fs::create_dir_all(root.join("bucket")).unwrap();
        let at = format!("127.0.0.1:{port}");
        let address = match kind {
            Kind::RcloneWebdav => {
                command.arg(tool("rclone")).args(["serve", "webdav", "--addr", &at]);
                command.args(["--user", USER, "--pass", PASSWORD]).arg(&root);
                format!("http://{at}/bucket")
            }
            Kind::RcloneS3 => {
                command.arg(tool("rclone")).args(["serve", "s3", "--addr", &at]);
                command.args(["--auth-key", &format!("{USER},{PASSWORD}")]).arg(&root);
                format!("s3+http://{at}/bucket/evenkeel")
            }
            Kind::WsgiDav => {
                let config = folder.path().join("wsgidav.yaml");
                let text = format!(
                    "host: 127.0.0.1\nport: {port}\nserver: cheroot\nlogging:\n  enable: false\n\
                     provider_mapping:\n  '/': '{}'\nhttp_authenticator:\n  domain_controller: \
                     wsgidav.dc.simple_dc.SimpleDomainController\n  accept_basic: true\n  \
                     accept_digest: false\n  default_to_digest: false\nsimple_dc:\n  \
                     user_mapping:\n    '*':\n      {USER}:\n        password: '{PASSWORD}'\n",
                    root.display()
                );
                fs::write(&config, text).unwrap();
                command.arg(tool("wsgidav")).arg("--config").arg(&config);
                format!("http://{at}/bucket")
            }
            Kind::Apache => {
                let config = apache(folder.path(), &root, port);
                let (debian, fedora) = (Path::new("/usr/sbin/apache2"), "/usr/sbin/httpd");
                command.arg(if debian.exists() { debian } else { Path::new(fedora) });
                command.args(["-X", "-f"]).arg(&config);
                format!("http://{at}/bucket")
            }
            Kind::Moto => {
                command.arg(tool("moto_server")).args(["-H", "127.0.0.1", "-p", &port.to_string()]);
                format!("s3+http://{at}/bucket/evenkeel?region=us-east-1")
            }
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().expect("`timeout` is on every Linux");
        let mut server = Self { child, address, port, _folder: folder };
        server.wait_until_up();
        if kind == Kind::Moto {
            server.ask("PUT /bucket HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n");
        }
        server
    }

    fn wait_until_up(&mut self) {
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let gone = self.child.try_wait().unwrap();
            assert!(
                gone.is_none() && begun.elapsed() < Duration::from_secs(30),
                "The server does not come up. `cargo xtask setup` installs what the tests need."
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn ask(&self, head: &str) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

impl Drop for Server {
    /// By its own id: `timeout` passes the signal on to the server it started.
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

/// A program of the tests' own Python packages, beside everything else that is built.
fn tool(name: &str) -> PathBuf {
    let me = std::env::current_exe().unwrap();
    let target = me.ancestors().nth(3).expect("tests lie in target/debug/deps");
    target.join("mailboxes/venv/bin").join(name)
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn apache(folder: &Path, root: &Path, port: u16) -> PathBuf {
    let places = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules"].map(Path::new);
    let modules = places.into_iter().find(|place| place.is_dir()).expect("Apache is installed");
    let load: String = [
        "mpm_prefork",
        "unixd",
        "authn_core",
        "authn_file",
        "authz_core",
        "authz_user",
        "auth_basic",
        "dav",
        "dav_fs",
    ]
    .iter()
    .map(|name| (name, modules.join(format!("mod_{name}.so"))))
    // Some are built in.
    .filter(|(_, file)| file.exists())
    .map(|(name, file)| format!("LoadModule {name}_module {}\n", file.display()))
    .collect();
    // "needle" with the password above, as SHA-1: the one form that needs no other program.
    fs::write(folder.join("users"), format!("{USER}:{{SHA}}haGKc7OLmiJHYJFMuieYLKJH+p4=\n"))
        .unwrap();
    let at = folder.display();
    let text = format!(
        "{load}ServerName localhost\nServerRoot {at}\nListen 127.0.0.1:{port}\n\
         PidFile {at}/pid\nErrorLog {at}/errors\nDAVLockDB {at}/locks\nDocumentRoot {root}\n\
         <Directory />\n  Dav On\n  AuthType Basic\n  AuthName mailbox\n  AuthUserFile {at}/users\n  \
         Require valid-user\n</Directory>\n",
        root = root.display()
    );
    // Started by root, it works as somebody who owns nothing.
    for path in [folder, root, &root.join("bucket")] {
        #[cfg(unix)]
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    }
    let config = folder.join("apache.conf");
    fs::write(&config, text).unwrap();
    config
}
