//! The sandbox as a program, for clients in any language: `cargo xtask sandbox --help`.

use std::error::Error;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Parser;
use rand_core::OsRng;
use rsa::RsaPrivateKey;
use rsa::pkcs8::{EncodePrivateKey as _, LineEnding};
use tempfile::TempDir;
use wallet_client::operations::wallet_balance::WalletBalanceRequest;
use wallet_client::sandbox::{Fault, Sandbox, SandboxBuilder};
use wallet_client::{SigningKey, VerifyingKey};

/// The application id that comes with a key, unless merchants are named.
const DEMO_APP: &str = "demo-app";

/// A server on this machine that behaves like the platform: it verifies real signatures, and says what is wrong with
/// calls that it refuses. No credentials, no network.
#[derive(Parser)]
#[command(name = "cargo xtask sandbox", bin_name = "cargo xtask sandbox")]
struct Options {
    /// The port to listen on; a free one unless set
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// A merchant whose calls are taken: the application id, and a file with its public key (PEM, DER, or Base64 of it)
    ///
    /// May be given several times. Without any, a key is made for `demo-app`.
    #[arg(long = "merchant", value_name = "APP_ID=FILE", value_parser = merchant)]
    merchants: Vec<(String, PathBuf)>,
    /// Where to put the key that is made; a folder that goes with the sandbox unless set
    #[arg(long, value_name = "FOLDER", conflicts_with = "merchants")]
    keys: Option<PathBuf>,
    /// How many users there are
    #[arg(long, default_value_t = 1_000)]
    users: usize,
    /// How many movements there are on their balances
    #[arg(long, default_value_t = 1_000)]
    records: usize,
    /// What the rows are made from: the same seed on the same day gives the same rows
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many seconds a timestamp may be off
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    freshness: u64,
    /// What is to go wrong, such as `503x2`, `balance_records:latency=200ms` or `p=0.1:reset`
    ///
    /// May be given several times: each call meets the first that is meant for it and not used up.
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<Fault>,
}

fn merchant(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((app_id, file)) if !app_id.is_empty() && !file.is_empty() => {
            Ok((app_id.to_owned(), file.into()))
        }
        _ => Err(
            "expected an application id, `=`, and the path of a file with its public key"
                .to_owned(),
        ),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let mut builder = Sandbox::builder()
        .bind(SocketAddr::from((Ipv4Addr::LOCALHOST, options.port)))
        .users(options.users)
        .records(options.records)
        .seed(options.seed)
        .freshness(Duration::from_secs(options.freshness));
    for fault in &options.faults {
        builder = builder.fault(fault.clone());
    }
    for (app_id, file) in &options.merchants {
        builder = builder.merchant(app_id, VerifyingKey::from_pem_file(file)?);
    }
    let demo = if options.merchants.is_empty() {
        let demo = DemoKey::new(options.keys.as_deref())?;
        builder = demo.register(builder)?;
        Some(demo)
    } else {
        None
    };
    let sandbox = builder.start().await?;
    introduce(&sandbox, &options, demo.as_ref());
    stop().await?;
    let calls = sandbox.calls();
    let refused = calls.iter().filter(|call| !call.message.is_empty()).count();
    sandbox.shutdown().await;
    println!(
        "\nStopped after {} calls, {refused} of them refused.",
        calls.len()
    );
    Ok(())
}

/// Waits until somebody wants an end: Ctrl-C, or what service managers send.
async fn stop() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => pressed,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// Says where everything is.
fn introduce(sandbox: &Sandbox, options: &Options, demo: Option<&DemoKey>) {
    println!("Sandbox:     {}", sandbox.url());
    println!("Inspector:   {}", sandbox.inspector_url());
    for (app_id, file) in &options.merchants {
        println!("Merchant:    {app_id}, public key in {}", file.display());
    }
    let (app_id, key) = match (demo, options.merchants.first()) {
        (Some(demo), _) => {
            println!("Merchant:    {DEMO_APP}");
            println!("Private key: {}", demo.file.display());
            (DEMO_APP, demo.file.as_path())
        }
        (None, Some((app_id, _))) => (app_id.as_str(), Path::new("merchant.pem")),
        (None, None) => return,
    };
    println!("\nA first call, to paste into a shell:\n");
    println!(
        "{}",
        sandbox.curl(app_id, key, &WalletBalanceRequest::new())
    );
    println!("\nCtrl-C stops it.");
}

/// A key for those who have none.
struct DemoKey {
    file: PathBuf,
    /// Removes the folder at the end, unless one was named.
    _folder: Option<TempDir>,
}

impl DemoKey {
    fn new(folder: Option<&Path>) -> Result<Self, Box<dyn Error>> {
        let temporary = match folder {
            Some(folder) => {
                std::fs::create_dir_all(folder)?;
                None
            }
            None => Some(
                tempfile::Builder::new()
                    .prefix("wallet-sandbox-")
                    .tempdir()?,
            ),
        };
        let folder = folder
            .or(temporary.as_ref().map(TempDir::path))
            .unwrap_or(Path::new("."));
        let file = std::path::absolute(folder.join("demo-private-key.pem"))?;
        if !file.exists() {
            write_key(&file)?;
        }
        Ok(Self {
            file,
            _folder: temporary,
        })
    }

    fn register(&self, builder: SandboxBuilder) -> Result<SandboxBuilder, Box<dyn Error>> {
        let key = SigningKey::from_pem_file(&self.file)?;
        Ok(builder.merchant(DEMO_APP, key.public_key()))
    }
}

/// Makes a key, and a file for it that nobody else can read.
fn write_key(file: &Path) -> Result<(), Box<dyn Error>> {
    // A `SigningKey` does not give its secret away.
    let key = RsaPrivateKey::new(&mut OsRng, 2048)?;
    let pem = key.to_pkcs8_pem(LineEnding::LF)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(pem.as_bytes())?;
    Ok(())
}
