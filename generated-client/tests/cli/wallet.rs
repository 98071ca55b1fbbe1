//! Runs the command, and shows what came of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::{APP, sandbox};

/// A command to be run, in a folder of its own, with an environment of its own.
pub struct Wallet {
    pub folder: TempDir,
    arguments: Vec<String>,
    variables: BTreeMap<String, String>,
    stdin: String,
}

/// What came of it.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
    shown: String,
}

/// The command with these arguments, set up for the sandbox.
pub fn wallet(arguments: &str) -> Wallet {
    bare(arguments)
        .var("WALLET_BASE_URL", &sandbox().url())
        .var("WALLET_APP_ID", APP)
        .var("WALLET_PRIVATE_KEY_FILE", "merchant.pem")
}

/// The command with these arguments, without any setting.
pub fn bare(arguments: &str) -> Wallet {
    let words = arguments.split(' ').filter(|word| !word.is_empty());
    let folder = TempDir::new().unwrap();
    for (name, text) in KEYS {
        write_private(&folder.path().join(name), text);
    }
    Wallet {
        folder,
        arguments: words.map(str::to_owned).collect(),
        variables: BTreeMap::new(),
        stdin: String::new(),
    }
}

/// Keys that are the same in every run, in the folder of every command.
const KEYS: [(&str, &str); 4] = [
    (
        "merchant.pem",
        include_str!("../../src/signing/vectors/test-rsa-2048-pkcs8.pem"),
    ),
    (
        "public.pem",
        include_str!("../../src/signing/vectors/test-rsa-2048-public-spki.pem"),
    ),
    (
        "other.pem",
        include_str!("../../src/signing/vectors/test-rsa-3072-pkcs8.pem"),
    ),
    (
        "other-public.pem",
        include_str!("../../src/signing/vectors/test-rsa-3072-public-spki.pem"),
    ),
];

/// A file that nobody else can read.
fn write_private(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, PermissionsExt::from_mode(0o600)).unwrap();
    }
}

impl Wallet {
    pub fn arg(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    pub fn var(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    pub fn stdin(mut self, text: &str) -> Self {
        text.clone_into(&mut self.stdin);
        self
    }

    /// Puts a file into its folder.
    pub fn file(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        write_private(&path, text);
        self
    }

    /// What is in a file of its folder.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wallet"));
        command
            .args(&self.arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .envs(&self.variables)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self) -> Ran {
        let mut child = self.command().spawn().unwrap();
        // Whoever does not read it closes it early.
        let _ = child.stdin.take().unwrap().write_all(self.stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        let mut shown = String::from("$ wallet");
        for word in &self.arguments {
            let quote = if word.contains([' ', '"']) { "'" } else { "" };
            write!(shown, " {quote}{word}{quote}").unwrap();
        }
        shown.push('\n');
        for (name, text) in [("", &out), ("--- stderr\n", &err)] {
            if !text.is_empty() {
                shown.push_str(name);
                shown.push_str(text);
            }
        }
        writeln!(shown, "--- exit {}", output.status.code().unwrap()).unwrap();
        let shown = self.without_accidents(&shown);
        Ran {
            code: output.status.code(),
            out,
            err,
            shown,
        }
    }

    /// What differs from run to run and machine to machine is replaced: ports and folders.
    fn without_accidents(&self, text: &str) -> String {
        let folder = self.folder.path().to_string_lossy().into_owned();
        let text = text.replace(&folder, "FOLDER");
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("127.0.0.1:") {
            out.push_str(before);
            out.push_str("127.0.0.1:PORT");
            rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        }
        without_seconds(&without_times(&(out + rest)))
    }
}

/// A clock that is off by ten minutes, a second more or less.
fn without_seconds(text: &str) -> String {
    let text = text.replace("9 min 59 s", "10 min 0 s");
    text.replace("10 min 1 s", "10 min 0 s")
}

/// How long the attempts took.
fn without_times(text: &str) -> String {
    match text.split_once(" attempts in ") {
        Some((before, after)) => {
            let end = after.find([']', ',']).unwrap_or(0);
            format!("{before} attempts in TIME{}", &after[end..])
        }
        None => text.to_owned(),
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

impl Ran {
    /// Compares everything with a snapshot.
    #[track_caller]
    pub fn snapshot(&self, name: &str) -> &Self {
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.to_owned(), &self.shown);
        });
        self
    }

    #[track_caller]
    pub fn code(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}", self.shown);
        self
    }
}
