//! The `openssl` command, for live cross-checks, and what becomes of them where it is not installed.

use std::io::{self, Write as _};
use std::process::{Command, Stdio};
use std::thread;

/// Whether a live cross-check can run; a test that gets `false` returns at once.
///
/// Only here is decided what becomes of it where the command `openssl` is not installed. If the
/// variable `CI` is set (and not empty), the test fails, so that no pipeline loses its second opinion
/// unnoticed. Otherwise the test is skipped, and a line on stderr says so, since a toolchain and a C
/// compiler are all that tests may ask for. Signatures that OpenSSL made beforehand are checked by
/// unit tests in any case.
///
/// # Panics
///
/// If the command is not installed and `CI` is set, or if it cannot be run for another reason.
pub fn installed() -> bool {
    has("openssl", "version")
}

/// As [`installed`], for any command that is looked for in this way.
///
/// # Panics
///
/// As [`installed`].
pub fn has(command: &str, version: &str) -> bool {
    match Command::new(command).arg(version).output() {
        Ok(output) => {
            assert!(output.status.success(), "`{command} {version}` failed");
            true
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
            assert!(
                !ci,
                "the command `{command}` is not installed, and CI is set: CI may not skip this test"
            );
            let thread = thread::current();
            let test = thread.name().unwrap_or("a test");
            // Past `eprintln!`, which the test harness keeps to itself when a test passes.
            let _ = writeln!(
                io::stderr(),
                "\n*** SKIPPED: {test}: the command `{command}` is not installed ***"
            );
            false
        }
        Err(error) => panic!("the command `{command}` cannot be run: {error}"),
    }
}

/// Runs `openssl` and gives what it prints.
pub fn openssl(args: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A command that does not read its input closes it: that is no failure.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "openssl {args:?} failed: {errors}");
    output.stdout
}

/// As `openssl`, for what it prints as text.
pub fn openssl_text(args: &[&str], input: &[u8]) -> String {
    String::from_utf8(openssl(args, input)).unwrap()
}

/// The PEM PKCS#8 of a new key of so many bits.
pub fn new_key(bits: usize) -> String {
    let option = format!("rsa_keygen_bits:{bits}");
    openssl_text(&["genpkey", "-algorithm", "RSA", "-pkeyopt", &option], b"")
}
